package kinoloom.platform.http;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kinoloom.platform.Answer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Questions that cost nothing. */
final class Asking {
  private final OkHttpClient client;
  private final ApiKey key;
  private final String userAgent;

  /**
   * @param at what the server's clock said; null if it said nothing
   */
  record Heard(Answer answer, Instant at) {}

  Asking(OkHttpClient client, ApiKey key, String userAgent) {
    this.client = client;
    this.key = key;
    this.userAgent = userAgent;
  }

  CompletableFuture<Answer> get(HttpUrl url) {
    return hear(url).thenApply(Heard::answer);
  }

  CompletableFuture<Heard> hear(HttpUrl url) {
    CompletableFuture<Heard> heard = new CompletableFuture<>();
    try {
      client.newCall(request(url).build()).enqueue(new Listener(heard));
    } catch (IllegalStateException e) {
      heard.completeExceptionally(new IOException(e.getMessage()));
    }
    return heard;
  }

  /** A request with the key on it. */
  okhttp3.Request.Builder request(HttpUrl url) {
    return key.sign(new okhttp3.Request.Builder().url(url).header("User-Agent", userAgent));
  }

  /** Why nothing was heard, without the key. */
  String plain(Throwable e) {
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return key.hide(Json.shown(message));
  }

  private final class Listener implements Callback {
    private final CompletableFuture<Heard> heard;

    Listener(CompletableFuture<Heard> heard) {
      this.heard = heard;
    }

    @Override
    public void onResponse(Call call, Response response) {
      Date date = response.headers().getDate("Date");
      Answer answer = Bodies.answer(response, key::hide);
      heard.complete(new Heard(answer, date == null ? null : date.toInstant()));
    }

    @Override
    public void onFailure(Call call, IOException e) {
      heard.completeExceptionally(e);
    }
  }
}
