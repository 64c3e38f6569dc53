package kinoloom.emulator.store;

import java.nio.file.Path;

/**
 * A file the platform holds.
 *
 * @param key what {@code /idfile?path=} takes, such as {@code /tmp/19/43/137/39/cover.jpeg}; it
 *     says nothing about where the bytes are
 * @param mediaType such as {@code video/mp4}
 */
public record StoredFile(String key, Path path, String mediaType, long size) {}
