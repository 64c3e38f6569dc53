package kinoloom.repl.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import kinoloom.emulator.Emulator;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;

/**
 * The emulator in this process. What it knows stays in a folder of the workspace, so the tasks of a
 * run that broke off are still there when it goes on.
 *
 * <pre>
 * emulator/key       its key, for the owner only
 * emulator/in-use    held by the process that runs it
 * emulator/data/     the emulator's own
 * </pre>
 */
final class BuiltInEmulator implements AutoCloseable {
  private static final int KEY_BYTES = 24;

  /** Enough for many films, and little enough to see what one would cost. */
  private static final String BALANCE = "10000.00";

  private final FileChannel inUse;
  private final Emulator emulator;
  private final String key;

  private BuiltInEmulator(FileChannel inUse, Emulator emulator, String key) {
    this.inUse = inUse;
    this.emulator = emulator;
    this.key = key;
  }

  static BuiltInEmulator start(Path folder, double timeScale) throws IOException {
    Files.createDirectories(folder);
    FileChannel inUse = lock(folder);
    try {
      String key = KeyFile.readOrCreate(folder.resolve("key"), freshKey());
      Emulator emulator =
          Emulator.builder()
              .port(0)
              .bind("127.0.0.1")
              .dataDir(folder.resolve("data"))
              .timeScale(timeScale)
              .key(key)
              .balance(BALANCE)
              .start();
      return new BuiltInEmulator(inUse, emulator, key);
    } catch (IOException | RuntimeException e) {
      inUse.close();
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (locked(channel)) return channel;
    channel.close();
    throw new Complaint(
        Exit.UNAVAILABLE,
        "the built-in emulator of this workspace is in use by another kino (" + folder + ")",
        "Wait for it, give another --workspace, or start 'kino emulator' and use --base-url");
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String freshKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return "sk-" + HexFormat.of().formatHex(bytes);
  }

  String url() {
    return emulator.url().toString();
  }

  String key() {
    return key;
  }

  @Override
  public void close() throws IOException {
    try (inUse) {
      emulator.close();
    }
  }
}
