package kinoloom.examples.spring;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Films over HTTP. Making one takes minutes, so an order is answered at once with 202 and where to
 * look. Both POSTs want a JSON body: a page of another site cannot send one without being asked.
 *
 * <pre>
 * POST /films               {"theme": "a whale above a city", "shots": 3}
 * GET  /films/{run}         how far it is
 * GET  /films/{run}/events  the same as it happens
 * POST /films/{run}/resume  {}
 * </pre>
 */
@RestController
@RequestMapping("/films")
class FilmController {
  private final FilmService films;
  private final Progress progress;

  FilmController(FilmService films, Progress progress) {
    this.films = films;
    this.progress = progress;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, String>> start(@RequestBody Map<String, Object> params)
      throws IOException {
    return accepted(films.start(params));
  }

  @PostMapping(path = "/{run}/resume", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, String>> resume(
      @PathVariable String run, @RequestBody Map<String, Object> nothing) throws IOException {
    return accepted(films.resume(run));
  }

  @GetMapping("/{run}")
  Film film(@PathVariable String run) throws IOException {
    return films.film(run);
  }

  @GetMapping(path = "/{run}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter events(@PathVariable String run) throws IOException {
    String id = films.film(run).run();
    return progress.follow(id, () -> films.film(id));
  }

  private static ResponseEntity<Map<String, String>> accepted(String run) {
    URI film = URI.create("/films/" + run);
    return ResponseEntity.accepted().location(film).body(Map.of("run", run));
  }
}
