package kinoloom.platform;

import java.nio.file.Path;

/**
 * A file that goes with a request.
 *
 * @param word which word of the language it stands for: {@code firstFrame}, {@code images}, …
 * @param path where its bytes are when the request is sent
 */
public record MediaFile(String word, String sha256, String mediaType, Path path) {}
