package kinoloom.emulator.web;

import java.nio.file.Path;

/**
 * A file sent with a request: either bytes in a temporary file, or one the platform already holds.
 *
 * @param path where the bytes are
 * @param key its key when the platform holds it; null for new bytes
 */
record Upload(Path path, String key) {}
