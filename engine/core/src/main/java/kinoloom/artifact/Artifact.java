package kinoloom.artifact;

import java.util.Locale;
import java.util.Map;

/**
 * A file that was made, or one of the user's own, known by its content.
 *
 * @param sha256 64 lower-case hex digits
 * @param mediaType {@code image/png}, {@code video/mp4}, …
 * @param size in bytes
 */
public record Artifact(String sha256, String mediaType, long size) {
  private static final Map<String, String> EXTENSIONS =
      Map.of(
          "image/png", "png",
          "image/jpeg", "jpg",
          "image/webp", "webp",
          "video/mp4", "mp4",
          "video/webm", "webm",
          "video/quicktime", "mov",
          "audio/mpeg", "mp3",
          "audio/wav", "wav",
          "application/json", "json",
          "text/plain", "txt");

  public Artifact {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("Not a SHA-256: '" + sha256 + "'");
    }
  }

  /** The usual ending of a file of this type, without a dot. */
  public String extension() {
    return EXTENSIONS.getOrDefault(mediaType.toLowerCase(Locale.ROOT), "bin");
  }
}
