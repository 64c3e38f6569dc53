package kinoloom.platform.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import kinoloom.platform.Answer;
import kinoloom.platform.NotSentException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** What becomes of one paid request: an answer, the proof that it was not sent, or neither. */
final class PaidCall implements Callback {
  private final CompletableFuture<Answer> outcome = new CompletableFuture<>();
  private final OneShotBody body;
  private final String host;
  private final UnaryOperator<String> withoutKey;
  private final Function<Response, Answer> reader;

  /**
   * @param reader closes the response
   */
  PaidCall(
      OneShotBody body,
      String host,
      UnaryOperator<String> withoutKey,
      Function<Response, Answer> reader) {
    this.body = body;
    this.host = host;
    this.withoutKey = withoutKey;
    this.reader = reader;
  }

  CompletableFuture<Answer> send(Call call) {
    body.cancelledWhen(call::isCanceled);
    call.enqueue(this);
    return outcome;
  }

  @Override
  public void onResponse(Call call, Response response) {
    Answer answer;
    try {
      answer = reader.apply(response);
    } catch (RuntimeException | Error e) {
      // Whatever it was: the request is made, and nobody would ever hear of it again.
      String message = "the answer of " + host + " cannot be read: " + e;
      outcome.completeExceptionally(new IOException(withoutKey.apply(message), e));
      return;
    }
    // A server may refuse before it has read all; any other early answer was to a cut-off request.
    if (body.passed() || SubmitReader.refuses(answer.status())) {
      outcome.complete(answer);
    } else {
      outcome.completeExceptionally(
          notSent(
              host + " answered " + answer.status() + " before it had the whole request", null));
    }
  }

  @Override
  public void onFailure(Call call, IOException e) {
    if (body.refusal() != null) {
      outcome.completeExceptionally(notSent("held back: " + body.refusal().getMessage(), e));
    } else if (body.passed()) {
      outcome.completeExceptionally(new IOException(withoutKey.apply(lost(e)), e));
    } else {
      outcome.completeExceptionally(notSent(reason(call, e), e));
    }
  }

  private NotSentException notSent(String message, Throwable cause) {
    return new NotSentException(withoutKey.apply(message), cause);
  }

  private String lost(IOException e) {
    if (e instanceof SocketTimeoutException) return host + " did not answer in time";
    return "the connection to " + host + " ended before an answer came";
  }

  private String reason(Call call, IOException e) {
    if (e instanceof UnknownHostException) return "unknown host " + host;
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return "cannot connect to " + host;
    }
    if (e instanceof SSLException) return "no secure connection to " + host + ": " + e.getMessage();
    if (e instanceof SocketTimeoutException) return host + " did not take the request in time";
    if (call.isCanceled() || e instanceof InterruptedIOException) {
      return "interrupted before the request was whole";
    }
    if (e instanceof EOFException) return host + " closed the connection early";
    return "the connection to " + host + " broke before the request was whole";
  }
}
