package kinoloom.platform.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kinoloom.platform.ExpiredLinkException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/** Fetches one result. No credentials go with it, to no host: the platform's links need none. */
final class Download {
  private static final int MOST_HOPS = 5;
  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> GONE = Set.of(403, 404, 410);

  private final OkHttpClient client;

  /** OkHttp itself forgets a call once its head is there, while the film is still coming. */
  private final Set<Call> open = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;
  private final Addresses addresses;
  private final String userAgent;
  private final long mostBytes;

  Download(OkHttpClient client, Addresses addresses, String userAgent, long mostBytes) {
    this.client = client;
    this.addresses = addresses;
    this.userAgent = userAgent;
    this.mostBytes = mostBytes;
  }

  long fetch(String link, Path target) throws IOException {
    HttpUrl url = allowed(HttpUrl.parse(link));
    for (int hop = 0; hop <= MOST_HOPS; hop++) {
      Call call = client.newCall(request(url));
      open.add(call);
      if (closed) call.cancel();
      try (Response response = call.execute()) {
        if (!MOVED.contains(response.code())) return save(url, response, target);
        url = next(url, response.header("Location"));
      } catch (SocketTimeoutException e) {
        throw new IOException(url.host() + " did not send the result in time", e);
      } finally {
        open.remove(call);
      }
    }
    throw new IOException("the link leads on and on, last to " + url.host());
  }

  /** Ends all downloads, now and from now on. */
  void cancel() {
    closed = true;
    open.forEach(Call::cancel);
  }

  private Request request(HttpUrl url) {
    // Without compression, the length that is stated is the length that has to arrive.
    return new Request.Builder()
        .url(url)
        .header("User-Agent", userAgent)
        .header("Accept-Encoding", "identity")
        .build();
  }

  private HttpUrl next(HttpUrl from, String location) throws IOException {
    HttpUrl to = location == null ? null : allowed(from.resolve(location));
    if (to == null) throw new IOException(from.host() + " redirects without saying where to");
    if (from.isHttps() && !to.isHttps()) {
      throw new IOException(from.host() + " redirects to " + to.host() + " without encryption");
    }
    return to;
  }

  private HttpUrl allowed(HttpUrl url) throws IOException {
    if (url == null) throw new IOException("the link of the result is no http or https address");
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new IOException("the link of the result holds a user name: " + url.host());
    }
    addresses.check(url);
    return url;
  }

  private long save(HttpUrl url, Response response, Path target) throws IOException {
    int status = response.code();
    if (GONE.contains(status)) {
      throw new ExpiredLinkException(
          "the link of the result has expired (HTTP " + status + " from " + url.host() + ")");
    }
    if (status != 200)
      throw new IOException(url.host() + " answered HTTP " + status + " for the result");
    long stated = response.body().contentLength();
    if (stated > mostBytes) throw tooLarge();
    long size = copy(response.body().source(), target);
    if (stated >= 0 && size != stated) {
      throw new IOException("only " + size + " of " + stated + " bytes came from " + url.host());
    }
    if (size == 0) throw new IOException(url.host() + " sent an empty file");
    return size;
  }

  private long copy(BufferedSource source, Path target) throws IOException {
    long size = 0;
    byte[] buffer = new byte[64 * 1024];
    try (OutputStream out =
        Files.newOutputStream(
            target,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS)) {
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        size += read;
        if (size > mostBytes) throw tooLarge();
        out.write(buffer, 0, read);
      }
    }
    return size;
  }

  private IOException tooLarge() {
    return new IOException("the result is larger than " + mostBytes + " bytes");
  }
}
