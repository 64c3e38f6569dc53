package kinoloom.examples.spring;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kinoloom.Kinoloom;
import kinoloom.Run;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** Films that are being made, and those that were. */
@Service
class FilmService {
  private final Kinoloom kinoloom;
  private final Settings settings;
  private final Progress progress;
  private final Set<Run> running = ConcurrentHashMap.newKeySet();

  FilmService(Kinoloom kinoloom, Settings settings, Progress progress) {
    this.kinoloom = kinoloom;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * @return the run's id
   * @throws kinoloom.graph.InvalidWorkflowException when the params do not fit; nothing is paid
   */
  String start(Map<String, Object> params) throws IOException {
    return track(kinoloom.run(settings.script(), params));
  }

  /** Goes on with a film that was stopped, that failed or that ran out of money. */
  String resume(String run) throws IOException {
    return track(kinoloom.resume(run));
  }

  private String track(Run run) {
    running.add(run);
    run.result()
        .whenComplete(
            (result, error) -> {
              running.remove(run);
              progress.ended(run.id());
            });
    return run.id();
  }

  /** A film, whether it is being made or not. */
  Film film(String run) throws IOException {
    return Film.of(kinoloom.status(run));
  }

  /**
   * Before the web server waits for open answers, which the events of a running film are. What was
   * submitted is kept, and {@link #resume} goes on with it after the next start.
   */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    running.forEach(Run::cancel);
    running.forEach(Run::close);
  }
}
