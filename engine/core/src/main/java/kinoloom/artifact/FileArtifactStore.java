package kinoloom.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Artifacts in a directory: {@code ab/cdef…} holds the file whose SHA-256 is {@code abcdef…}.
 *
 * <p>A file is made in the temporary directory, checked, made read-only, forced, moved to its name
 * in one step, and then its directory is forced. What a crash leaves behind is a temporary file,
 * never half an artifact. Published files are hard links where the disk can do that, hence
 * read-only as well, and copies otherwise; never symbolic links.
 */
public final class FileArtifactStore implements ArtifactStore {
  private final Path objects;
  private final Path temporary;
  private final ReadFiles read = new ReadFiles();

  /**
   * Both directories are made when they are first needed.
   *
   * @param temporary on the same file system as {@code objects}
   */
  public FileArtifactStore(Path objects, Path temporary) {
    this.objects = objects;
    this.temporary = temporary;
  }

  @Override
  public Path newTemporary() throws IOException {
    if (!Files.isDirectory(temporary)) Disk.directories(temporary);
    return Files.createTempFile(temporary, Leftovers.prefix(), ".part");
  }

  /** Removes what dead processes have left in the temporary directory. */
  public void sweep(Instant now) {
    Leftovers.sweep(temporary, now);
  }

  @Override
  public Artifact adopt(Path file, String expected) throws IOException {
    try {
      String type = Container.check(file, expected);
      Artifact artifact = new Artifact(sha256(file), type, Files.size(file));
      keep(file, artifact);
      return artifact;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void keep(Path file, Artifact artifact) throws IOException {
    Path target = path(artifact);
    Disk.directories(target.getParent());
    if (!known(artifact)) {
      force(file);
      Disk.readOnly(file);
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      read.note(artifact.sha256(), target);
    }
    // Also where it is there already: whoever put it there may have died before this.
    Disk.force(target.getParent());
  }

  /** What the disk does not give is put there anew. */
  private boolean known(Artifact artifact) {
    try {
      return intact(artifact.sha256());
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  @Override
  public Artifact copyIn(Path file, String expected) throws IOException {
    Path copy = newTemporary();
    try {
      copy(file, copy);
      return adopt(copy, expected);
    } catch (DamagedFileException e) {
      throw new DamagedFileException(file + ": " + e.getMessage());
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  @Override
  public Path path(Artifact artifact) {
    return path(artifact.sha256());
  }

  private Path path(String hash) {
    return objects.resolve(hash.substring(0, 2)).resolve(hash.substring(2));
  }

  @Override
  public boolean intact(String sha256) {
    return read.unchanged(sha256, path(sha256)) || reread(sha256);
  }

  @Override
  public boolean reread(String sha256) {
    return read.again(sha256, path(sha256), FileArtifactStore::sha256);
  }

  @Override
  public boolean has(Artifact artifact) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(
              path(artifact), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile() && found.size() == artifact.size();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void publish(Artifact artifact, Path target) throws IOException {
    Path source = path(artifact);
    try {
      if (!intact(artifact.sha256())) {
        throw new NoSuchFileException(
            source.toString(), target.toString(), "the stored file is gone or was changed");
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Path directory = target.toAbsolutePath().getParent();
    Disk.sharedDirectories(directory);
    // A name only: the file must not exist yet for a link to be made.
    Path beside = Files.createTempFile(directory, ".kinoloom-", ".tmp");
    try {
      Files.delete(beside);
      linkOrCopy(source, beside);
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      // Renaming one link of a file onto another link of it does nothing and leaves both.
      Files.deleteIfExists(beside);
    }
    Disk.force(directory);
  }

  private static void linkOrCopy(Path source, Path target) throws IOException {
    try {
      Files.createLink(target, source);
    } catch (UnsupportedOperationException | FileSystemException e) {
      copy(source, target);
      force(target);
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    try (InputStream in = Files.newInputStream(source);
        OutputStream out = Files.newOutputStream(target)) {
      in.transferTo(out);
    }
  }

  private static void force(Path file) throws IOException {
    try (Opened opened = Opened.existing(file)) {
      opened.sync();
    }
  }

  private static String sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
