package kinoloom.platform.http;

import java.util.Set;
import okhttp3.HttpUrl;

/** The server the client was told to use. */
final class Origin {
  private static final Set<String> LOOPBACK = Set.of("localhost", "::1");
  private final HttpUrl base;

  private Origin(HttpUrl base) {
    this.base = base;
  }

  /**
   * @param url scheme and host, and a path if a proxy puts one before the platform's
   */
  static Origin of(String url) {
    String text = url.strip().replaceAll("/+$", "").replaceAll("/llmage/v1$", "");
    HttpUrl base = HttpUrl.parse(text);
    // The text may hold a password, so it is not repeated.
    if (base == null) {
      throw new IllegalArgumentException("the base URL must be like https://opencomputing.ai");
    }
    if (!base.username().isEmpty() || !base.password().isEmpty()) {
      throw new IllegalArgumentException(
          "the base URL must not hold a user name or password; the API key is given apart");
    }
    if (base.query() != null || base.fragment() != null) {
      throw new IllegalArgumentException("the base URL must not hold ? or #: " + address(base));
    }
    return new Origin(base);
  }

  HttpUrl.Builder at(String path) {
    HttpUrl.Builder url = base.newBuilder();
    // The last of the base's segments is empty when it ends in a slash.
    for (String segment : path.split("/")) if (!segment.isEmpty()) url.addPathSegment(segment);
    return url;
  }

  /** What a server said of where a result is: relative links are meant from here. */
  String resolve(String link) {
    HttpUrl url = base.resolve(link);
    return url == null ? link : url.toString();
  }

  boolean loopback() {
    return loopback(base.host());
  }

  boolean secure() {
    return base.isHttps();
  }

  boolean same(HttpUrl url) {
    return url.scheme().equals(base.scheme())
        && url.host().equals(base.host())
        && url.port() == base.port();
  }

  String hostname() {
    return base.host();
  }

  /** As shown to people. */
  String host() {
    return base.port() == HttpUrl.defaultPort(base.scheme())
        ? base.host()
        : base.host() + ":" + base.port();
  }

  String scope() {
    return loopback() ? "local" : address(base);
  }

  String address() {
    String path = base.encodedPath();
    return address(base) + (path.equals("/") ? "" : path);
  }

  private static String address(HttpUrl url) {
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    boolean standard = url.port() == HttpUrl.defaultPort(url.scheme());
    return url.scheme() + "://" + host + (standard ? "" : ":" + url.port());
  }

  static boolean loopback(String host) {
    return LOOPBACK.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
  }
}
