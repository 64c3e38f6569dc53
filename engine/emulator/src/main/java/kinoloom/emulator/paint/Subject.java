package kinoloom.emulator.paint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Random;

/** What to paint. Equal subjects give equal pixels. */
public record Subject(String prompt, String negativePrompt, String model, long seed) {

  /** A random source that depends on the subject and on what it is for, and on nothing else. */
  Random random(String purpose) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {prompt, negativePrompt, model, purpose}) {
        sha.update(part.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      byte[] digest = sha.digest(Long.toString(seed).getBytes(StandardCharsets.US_ASCII));
      return new Random(java.nio.ByteBuffer.wrap(digest).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether the prompt has one of the words; ASCII words match whole or as a plural. */
  boolean mentions(String... words) {
    String text = prompt.toLowerCase(Locale.ROOT);
    for (String word : words) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (word.charAt(0) > 127 || standsAlone(text, at, at + word.length())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean standsAlone(String text, int from, int to) {
    int end = to < text.length() && text.charAt(to) == 's' ? to + 1 : to;
    boolean before = from == 0 || !isLatinLetter(text.charAt(from - 1));
    boolean after = end == text.length() || !isLatinLetter(text.charAt(end));
    return before && after;
  }

  private static boolean isLatinLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
