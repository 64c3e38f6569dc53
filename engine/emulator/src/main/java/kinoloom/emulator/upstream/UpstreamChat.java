package kinoloom.emulator.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import kinoloom.emulator.store.Json;
import kinoloom.emulator.task.Timer;

/**
 * Asks the other server. Follows no redirect, so that its key goes nowhere else; an answer that is
 * late or too large is given up. Thread-safe.
 */
public final class UpstreamChat implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST = 16 << 20;
  private static final int SHOWN = 300;

  private final Upstream upstream;
  private final Timer timer;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** How to give up what is under way. */
  private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();

  public UpstreamChat(Upstream upstream, Timer timer) {
    this.upstream = upstream;
    this.timer = timer;
  }

  /** Hears an answer while it comes. */
  public interface Listener {
    void heard(String content, String reasoning) throws IOException;
  }

  /**
   * @param asked the model that the client named
   * @param options further fields of OpenAI's protocol, passed on as they are
   * @param inPieces whether to ask for a stream
   * @throws UpstreamException when there is no answer, or not all of it
   * @throws IOException from the listener
   */
  public Said ask(
      String asked, ArrayNode messages, ObjectNode options, boolean inPieces, Listener listener)
      throws UpstreamException, IOException, InterruptedException {
    ObjectNode body = options.deepCopy();
    body.put("model", upstream.model().isEmpty() ? asked : upstream.model());
    body.set("messages", messages);
    body.put("stream", inPieces);
    if (inPieces) body.putObject("stream_options").put("include_usage", true);
    try {
      return exchange(request(body), listener);
    } catch (AnswerReader.ClientGone e) {
      throw e.getCause();
    } catch (UpstreamException e) {
      throw new UpstreamException(withoutSecrets(e.getMessage()));
    }
  }

  private HttpRequest request(ObjectNode body) throws UpstreamException, IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(upstream.chat())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)));
    String key = upstream.keyToSend();
    try {
      return (key.isEmpty() ? request : request.header("Authorization", "Bearer " + key)).build();
    } catch (IllegalArgumentException e) {
      throw new UpstreamException("the upstream's key cannot be sent: it is not plain ASCII");
    }
  }

  private Said exchange(HttpRequest request, Listener listener)
      throws UpstreamException, InterruptedException {
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request, BodyHandlers.ofInputStream());
    boolean[] late = new boolean[1];
    Runnable giveUp = () -> abandon(answer);
    underWay.add(giveUp);
    Future<?> deadline =
        timer.after(
            upstream.patience(),
            () -> {
              late[0] = true;
              giveUp.run();
            });
    try (InputStream in = answer.get().body()) {
      return read(answer.join(), in, listener);
    } catch (ExecutionException | IOException | CancellationException e) {
      throw new UpstreamException(late[0] ? late() : lost(e));
    } catch (InterruptedException e) {
      giveUp.run();
      throw e;
    } finally {
      deadline.cancel(false);
      underWay.remove(giveUp);
    }
  }

  private static void abandon(CompletableFuture<HttpResponse<InputStream>> answer) {
    if (answer.cancel(true)) return;
    try {
      answer.join().body().close();
    } catch (IOException | RuntimeException e) {
      // It has ended already.
    }
  }

  private Said read(HttpResponse<InputStream> answer, InputStream in, Listener listener)
      throws IOException, UpstreamException {
    InputStream bounded = new Bounded(in);
    if (answer.statusCode() != 200) throw refused(answer, bounded);
    return new AnswerReader(listener)
        .read(new BufferedReader(new InputStreamReader(bounded, StandardCharsets.UTF_8)));
  }

  private static UpstreamException refused(HttpResponse<?> answer, InputStream in)
      throws IOException {
    int status = answer.statusCode();
    // Such answers like to quote the key.
    if (status == 401 || status == 403) {
      return new UpstreamException("the upstream refused its key (HTTP " + status + ")");
    }
    JsonNode body = AnswerReader.object(new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8));
    String words = body == null ? "" : AnswerReader.words(body);
    return new UpstreamException(
        "the upstream answered HTTP " + status + (words.isEmpty() ? "" : ": " + words));
  }

  private String late() {
    BigDecimal seconds = BigDecimal.valueOf(upstream.patience().toMillis(), 3);
    return "the upstream did not answer in "
        + seconds.stripTrailingZeros().toPlainString()
        + " seconds (timeout)";
  }

  private String lost(Exception e) {
    Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
    boolean never = cause instanceof java.net.ConnectException;
    return never || cause instanceof java.net.http.HttpConnectTimeoutException
        ? "cannot connect to the upstream at " + upstream.host()
        : "the connection to the upstream was lost before its answer was whole";
  }

  /** Servers quote keys and headers; anything that looks like one is left out. */
  private String withoutSecrets(String text) {
    String key = upstream.key().get();
    String hidden = key == null || key.isBlank() ? text : text.replace(key.strip(), "***");
    hidden =
        hidden
            .replaceAll("(?i)\\b(bearer|basic)\\s+\\S+", "$1 ***")
            .replaceAll("(?i)\\b(sk|pk|ak)-[\\w*.-]{4,}", "***")
            .replaceAll("(?i)(key|token|secret|password)(\"?\\s*[=:]\\s*\"?)[^\\s\"&,]+", "$1$2***")
            .replaceAll("\\b(?=\\w*\\d)(?=\\w*[A-Za-z])\\w{24,}", "***")
            .replaceAll("\\p{Cntrl}+", " ");
    return hidden.length() <= SHOWN ? hidden : hidden.substring(0, SHOWN) + "…";
  }

  /** Gives up whatever is under way. */
  @Override
  public void close() {
    underWay.forEach(Runnable::run);
  }

  private static final class Bounded extends FilterInputStream {
    private long left = LARGEST;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      if (one >= 0) count(1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      if (read > 0) count(read);
      return read;
    }

    private void count(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) throw new IOException("more than " + LARGEST + " bytes");
    }
  }
}
