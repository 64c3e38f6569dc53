package kinoloom.examples.spring;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kinoloom.journal.Entry;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells who listens to a film what happens, as server-sent events: {@code film}, all of it, at
 * first, at last and after a quiet while; {@code step} for each {@link News} between.
 */
@Component
class Progress implements BiConsumer<String, Entry>, DisposableBean {
  private static final int MOST_QUEUED = 1000;
  private static final int QUIET_SECONDS = 15;
  private static final News ENDED = new News("", "", "");

  private final Map<String, Set<Listener>> listeners = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Looks at a film. */
  interface Look {
    Film film() throws IOException;
  }

  /** Called on the run's thread, which must not wait: a slow listener misses news. */
  @Override
  public void accept(String run, Entry entry) {
    News.of(entry.event()).ifPresent(news -> tell(run, news));
  }

  /** The run has let go of its folder. */
  void ended(String run) {
    tell(run, ENDED);
  }

  private void tell(String run, News news) {
    listeners.getOrDefault(run, Set.of()).forEach(it -> it.queue.offer(news));
  }

  SseEmitter follow(String run, Look look) {
    Listener listener = new Listener(run, look);
    Set<Listener> alone = Set.of(listener);
    listeners.merge(run, alone, Progress::both);
    threads.execute(listener);
    return listener.emitter;
  }

  private static Set<Listener> both(Set<Listener> some, Set<Listener> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
  }

  private void forget(Listener listener) {
    listeners.computeIfPresent(
        listener.run,
        (run, all) -> {
          Set<Listener> left = new HashSet<>(all);
          left.remove(listener);
          return left.isEmpty() ? null : left;
        });
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }

  private final class Listener implements Runnable {
    private final String run;
    private final Look look;
    private final SseEmitter emitter = new SseEmitter(0L);
    private final BlockingQueue<News> queue = new LinkedBlockingQueue<>(MOST_QUEUED);

    Listener(String run, Look look) {
      this.run = run;
      this.look = look;
    }

    @Override
    public void run() {
      try {
        Film film = look.film();
        emitter.send(SseEmitter.event().name("film").data(film));
        while (film.running()) {
          sendNews();
          film = look.film();
          emitter.send(SseEmitter.event().name("film").data(film));
        }
        emitter.complete();
      } catch (IOException | IllegalStateException e) {
        emitter.completeWithError(e); // It has gone, or the film cannot be read.
      } catch (InterruptedException e) {
        emitter.complete();
      } finally {
        forget(this);
      }
    }

    private void sendNews() throws IOException, InterruptedException {
      News news = queue.poll(QUIET_SECONDS, TimeUnit.SECONDS);
      while (news != null && news != ENDED) {
        emitter.send(SseEmitter.event().name("step").data(news));
        news = queue.poll(QUIET_SECONDS, TimeUnit.SECONDS);
      }
    }
  }
}
