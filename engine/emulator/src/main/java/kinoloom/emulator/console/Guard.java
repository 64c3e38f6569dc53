package kinoloom.emulator.console;

import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import kinoloom.emulator.account.Secrets;

/**
 * Whether a request comes from a page of ours. A form needs all of it: the browser says it is from
 * here ({@code Origin} or {@code Sec-Fetch-Site}), and it holds the token that belongs to the
 * browser's cookie.
 */
final class Guard {
  static final String FIELD = "csrf";
  private static final HttpString SITE = new HttpString("Sec-Fetch-Site");

  private final String key = Secrets.token(32);

  /** The token for the forms of this browser. */
  String token(Visit visit) {
    return Secrets.seal(key, visit.browser());
  }

  void checkForm(Visit visit) throws Refusal {
    String origin = header(visit, Headers.ORIGIN);
    String site = header(visit, SITE);
    boolean told = origin != null || site != null;
    boolean fromHere = origin == null || origin.equals(visit.origin());
    boolean sameSite = site == null || "same-origin".equals(site);
    if (!told || !fromHere || !sameSite || !visit.isKnownBrowser()) {
      throw Refusal.forged();
    }
    if (!Secrets.same(token(visit), visit.param(FIELD))) {
      throw Refusal.forged();
    }
  }

  /** Programs say nothing of where they come from; a browser must come from here. */
  void checkCall(Visit visit) throws Refusal {
    String origin = header(visit, Headers.ORIGIN);
    String site = header(visit, SITE);
    boolean fromHere = origin == null || origin.equals(visit.origin());
    boolean sameSite = site == null || "same-origin".equals(site) || "none".equals(site);
    if (!fromHere || !sameSite) {
      throw Refusal.forged();
    }
  }

  private static String header(Visit visit, HttpString name) {
    return visit.exchange().getRequestHeaders().getFirst(name);
  }
}
