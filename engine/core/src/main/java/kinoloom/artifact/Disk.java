package kinoloom.artifact;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes that are there after a power cut, whole or not at all. */
public final class Disk {
  /** What Java calls a user whom the system has no name for, as in some containers. */
  private static final String UNNAMED = "?";

  private Disk() {}

  /**
   * Replaces {@code target} by a file with this content: written beside it, forced, renamed, and
   * the directory forced. Of two writers at once one wins, whole.
   */
  public static void write(Path target, byte[] content) throws IOException {
    Path temporary = Files.createTempFile(target.getParent(), ".new-", ".tmp");
    try {
      try (Opened out = Opened.existing(temporary)) {
        out.write(0, content);
      }
      rename(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Gives a file that is written to its end the name it is known by, in place of another's. */
  public static void rename(Path written, Path target) throws IOException {
    try (Opened out = Opened.existing(written)) {
      out.sync();
    }
    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    force(target.getParent());
  }

  /**
   * Makes the names in a directory durable. An interrupt does not disturb it (a channel would be
   * closed by one); the thread stays interrupted.
   */
  public static void force(Path directory) throws IOException {
    if (!posix(directory)) return; // Windows can neither open a directory nor needs it forced
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /** Creates a directory and its missing parents, durable, for this user only. */
  public static void directories(Path directory) throws IOException {
    directories(directory, onlyOwner(directory));
  }

  /** Creates a directory and its missing parents, durable, for whom the user's others are for. */
  public static void sharedDirectories(Path directory) throws IOException {
    directories(directory, new FileAttribute<?>[0]);
  }

  /** A directory that is there is forced as well: whoever created it may have died before. */
  private static void directories(Path directory, FileAttribute<?>[] attributes)
      throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (!Files.isDirectory(directory)) {
      directories(parent, attributes);
      try {
        Files.createDirectory(directory, attributes);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(directory)) throw e;
      }
    } else if (parent == null || !Files.isReadable(parent)) {
      return; // not of our making
    }
    force(parent);
  }

  /** The attributes of a new directory nobody else may look into. */
  public static FileAttribute<?>[] onlyOwner(Path directory) {
    return posix(directory)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** The attributes of a new file nobody else may look into. */
  public static FileAttribute<?>[] onlyOwnersFile(Path file) {
    return posix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Whether nobody but the user of this process can have written there. */
  public static boolean onlyOwners(Path path) throws IOException {
    if (!posix(path)) return true;
    PosixFileAttributes found =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String user = System.getProperty("user.name", UNNAMED);
    return !found.isSymbolicLink()
        && (user.equals(UNNAMED) || found.owner().getName().equals(user))
        && !found.permissions().contains(PosixFilePermission.GROUP_WRITE)
        && !found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }

  static void readOnly(Path file) throws IOException {
    if (posix(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    } else if (!file.toFile().setReadOnly()) {
      throw new IOException("Cannot make " + file + " read-only");
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
