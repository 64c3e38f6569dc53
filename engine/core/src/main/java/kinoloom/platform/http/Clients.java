package kinoloom.platform.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * The three ways this client talks: to pay, to ask, and to fetch. They share threads and nothing
 * else. OkHttp would send a paid request up to three times if it were let.
 */
final class Clients implements AutoCloseable {
  private static final int AT_ONCE = 64;

  /** A server that sends a byte now and then is never silent for long, but has to end some time. */
  private static final Duration TRICKLE = Duration.ofMinutes(30);

  /**
   * @param answer how long a paid request may wait for its answer: a picture may be painted
   *     meanwhile
   * @param poll how long a question may take
   */
  record Timeouts(Duration connect, Duration answer, Duration poll) {
    static final Timeouts STANDARD =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(300), Duration.ofSeconds(30));
  }

  private final ExecutorService threads = threads();
  private final OkHttpClient paying;
  private final OkHttpClient asking;
  private final OkHttpClient fetching;

  Clients(Timeouts timeouts, Addresses addresses) {
    OkHttpClient plain =
        new OkHttpClient.Builder()
            .connectTimeout(timeouts.connect())
            .followRedirects(false)
            .followSslRedirects(false)
            .protocols(List.of(Protocol.HTTP_1_1))
            .build();
    paying =
        plain
            .newBuilder()
            .dispatcher(dispatcher())
            .readTimeout(timeouts.answer())
            .writeTimeout(timeouts.answer())
            .callTimeout(timeouts.answer().plus(TRICKLE))
            .retryOnConnectionFailure(false)
            // A connection that idles may be half closed already; a paid request gets a fresh one.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .build();
    asking =
        plain
            .newBuilder()
            .dispatcher(dispatcher())
            .connectionPool(new ConnectionPool())
            .readTimeout(timeouts.poll())
            .callTimeout(timeouts.connect().plus(timeouts.poll()))
            .build();
    fetching =
        plain
            .newBuilder()
            .dispatcher(dispatcher())
            .connectionPool(new ConnectionPool())
            .readTimeout(timeouts.poll())
            .callTimeout(TRICKLE)
            .dns(addresses)
            .build();
  }

  OkHttpClient paying() {
    return paying;
  }

  OkHttpClient asking() {
    return asking;
  }

  OkHttpClient fetching() {
    return fetching;
  }

  ExecutorService executor() {
    return threads;
  }

  private Dispatcher dispatcher() {
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(AT_ONCE);
    dispatcher.setMaxRequestsPerHost(AT_ONCE);
    return dispatcher;
  }

  private static ExecutorService threads() {
    AtomicInteger count = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "kinoloom-http-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Cancels what is under way and waits a moment for it to end. Threads are not interrupted: one
   * may be writing the journal, and an interrupt would close the journal's file.
   */
  @Override
  public void close() {
    threads.shutdown();
    List.of(paying, asking, fetching)
        .forEach(
            it -> {
              it.dispatcher().cancelAll();
              it.connectionPool().evictAll();
            });
    try {
      threads.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
