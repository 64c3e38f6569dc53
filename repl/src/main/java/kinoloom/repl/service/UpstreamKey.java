package kinoloom.repl.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The key for the server that answers the emulator's chats: never a flag, which others can read.
 */
public final class UpstreamKey {
  private UpstreamKey() {}

  /** Of {@code KINOLOOM_UPSTREAM_KEY}, or of the file {@code KINOLOOM_UPSTREAM_KEY_FILE} names. */
  public static Optional<String> of(Map<String, String> env, Path cwd) throws IOException {
    return KeyFile.ofEnvironment(env, cwd, "KINOLOOM_UPSTREAM_KEY");
  }
}
