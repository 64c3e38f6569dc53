package kinoloom.emulator.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder an emulator owns, held by a kernel lock on its file {@code lock}.
 *
 * <pre>
 * accounts.log  keys, as SHA-256      tasks.log   accepted, rendered, failed
 * phones.log    who has which phone   files.log   key → file
 * ledger.log    money                 orders.log  recharges
 * alipay.log    the stand-in's own    *-rsa.pem   signing keys, mode 0600
 * files/        uploads and results   tmp/        work in progress, emptied at start
 * </pre>
 *
 * Without a folder of its own it makes a temporary one and removes it when closed.
 */
public final class DataDir implements AutoCloseable {
  private final Path root;
  private final boolean temporary;
  private final FileChannel channel;

  private DataDir(Path root, boolean temporary, FileChannel channel) {
    this.root = root;
    this.temporary = temporary;
    this.channel = channel;
  }

  /**
   * @param chosen the folder, made when missing; null for a temporary one
   * @throws IOException when another emulator owns the folder, or it cannot be written
   */
  public static DataDir open(Path chosen) throws IOException {
    Path root = chosen == null ? Files.createTempDirectory("kinoloom-emulator") : chosen;
    Files.createDirectories(root);
    DataDir dir = new DataDir(root, chosen == null, lock(root));
    try {
      deleteTree(dir.tmp());
      Files.createDirectories(dir.tmp());
      Files.createDirectories(dir.files());
      return dir;
    } catch (IOException e) {
      dir.close();
      throw e;
    }
  }

  public Path log(String name) {
    return root.resolve(name + ".log");
  }

  /** A file of its own, for {@link SecretFile}. */
  public Path secret(String name) {
    return root.resolve(name);
  }

  public Path files() {
    return root.resolve("files");
  }

  public Path tmp() {
    return root.resolve("tmp");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (temporary) {
      deleteTree(root);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // held by an emulator of this very process: the same answer as for another process
    }
    channel.close();
    throw new IOException(
        "the data directory "
            + root
            + " is in use by another emulator; close that one or choose another directory");
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(root)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
