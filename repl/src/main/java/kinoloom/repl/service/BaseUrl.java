package kinoloom.repl.service;

import java.net.URI;
import java.net.URISyntaxException;
import kinoloom.repl.console.Complaint;

/**
 * The address of a platform: {@code http(s)://host[:port]}, where {@code /llmage/v1/…} is added.
 */
final class BaseUrl {
  private static final String HINT = "The address is the host alone, such as http://127.0.0.1:8080";

  private BaseUrl() {}

  /**
   * The address without a slash at its end.
   *
   * @param origin which option or variable it comes from
   */
  static String checked(String text, String origin) {
    URI uri = parsed(text, origin);
    if (uri.getUserInfo() != null) {
      throw Complaint.usage(
          "the address in " + origin + " holds a name or password", "Leave it out: " + HINT);
    }
    boolean http =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!http || uri.getHost() == null) throw bad(text, origin);
    if (uri.getQuery() != null || uri.getFragment() != null) throw bad(text, origin);
    if (uri.getPath().contains("/llmage")) throw bad(text, origin);
    return uri.toString().replaceAll("/+$", "");
  }

  private static URI parsed(String text, String origin) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException e) {
      throw bad(text, origin);
    }
  }

  private static Complaint bad(String text, String origin) {
    String shown = text.contains("@") ? "what was given" : "'" + text + "'";
    return Complaint.usage(shown + " (" + origin + ") is not the address of a platform", HINT);
  }
}
