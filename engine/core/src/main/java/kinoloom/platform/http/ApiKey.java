package kinoloom.platform.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The key, kept where no message, log or {@code toString} can get at it. */
final class ApiKey {
  private final Supplier<String> supplier;

  /** Every key that was used so far. */
  private final Map<String, KeyMask> seen = new ConcurrentHashMap<>();

  ApiKey(Supplier<String> supplier) {
    this.supplier = supplier;
  }

  /** The key without blanks around; null if there is none. */
  private String value() {
    String key = supplier.get();
    if (key == null || key.isBlank()) return null;
    String plain = key.strip();
    if (plain.chars().allMatch(it -> it > ' ' && it < 0x7f)) {
      seen.computeIfAbsent(plain, KeyMask::of);
      return plain;
    }
    throw new IllegalStateException("the API key holds characters that no key has; copy it again");
  }

  boolean given() {
    return value() != null;
  }

  okhttp3.Request.Builder sign(okhttp3.Request.Builder request) {
    String key = value();
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  /**
   * A text that came from outside, with every key taken out that was used so far. Asks nobody for
   * the key: an answer to a paid request is in hand, and must not be lost.
   */
  String hide(String text) {
    String hidden = text;
    for (KeyMask mask : seen.values()) hidden = mask.hide(hidden);
    return hidden;
  }

  @Override
  public String toString() {
    return KeyMask.MASK;
  }
}
