package kinoloom.emulator.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.store.Json;

/**
 * An API key as it is kept: enough to know it again, not enough to use it.
 *
 * @param name what its owner calls it
 * @param last4 its last four characters; empty when it is too short to show some
 */
public record ApiKey(String sha256, String account, String name, String last4, Instant created) {
  private static final int SHOWN = 4;

  static ApiKey of(String plain, String account, String name, Instant now) {
    boolean longEnough = plain.length() >= 3 * SHOWN;
    String last4 = longEnough ? plain.substring(plain.length() - SHOWN) : "";
    return new ApiKey(Secrets.sha256(plain), account, name, last4, now);
  }

  /** What pages call it by; it opens nothing. */
  public String id() {
    return sha256.substring(0, 16);
  }

  ObjectNode write() {
    return Json.object()
        .put("event", "key")
        .put("account", account)
        .put("name", name)
        .put("last4", last4)
        .put("time", created.toString())
        .put("sha256", sha256);
  }

  static ApiKey read(ObjectNode line) {
    return new ApiKey(
        line.path("sha256").asText(),
        line.path("account").asText(Books.DEMO),
        line.path("name").asText(""),
        line.path("last4").asText(""),
        Instant.parse(line.path("time").asText("1970-01-01T00:00:00Z")));
  }
}
