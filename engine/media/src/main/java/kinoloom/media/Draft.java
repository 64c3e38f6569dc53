package kinoloom.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file in the making, beside the place it will take: hidden, under a name of its own. Closing it
 * unpublished removes it.
 */
final class Draft implements AutoCloseable {

  private final Path target;
  private final Path path;

  Draft(Path target) throws IOException {
    this.target = target.toAbsolutePath();
    Files.createDirectories(this.target.getParent());
    this.path = this.target.resolveSibling(prefix() + UUID.randomUUID() + ".part");
  }

  /** What a workspace sweeps away when its maker is gone is known by the name it gave. */
  private String prefix() {
    String name = this.target.getFileName().toString();
    return name.startsWith("file-") && name.length() < 100 ? name + "." : ".";
  }

  Path path() {
    return path;
  }

  /** Forces the bytes to disk and moves them to the target, replacing what was there. */
  void publish() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
