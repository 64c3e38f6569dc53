package kinoloom.artifact;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Files by SHA-256: {@code objects/ab/cdef…}, read-only.
 *
 * <p>A file appears under its name only when it is complete, its bytes are on disk and their hash
 * was taken while they were written. Thread-safe; two processes may store the same file at once.
 */
public interface ArtifactStore {

  /** A new empty place for a file in the making, on the same file system. */
  Path newTemporary() throws IOException;

  /**
   * Takes over a finished file: checks its container to the last byte, forces it to disk and moves
   * it to its name. The temporary file is gone afterwards, whatever happens.
   *
   * @param expected what kind of file it should be: {@code image}, {@code video}, {@code audio}, or
   *     empty for any
   * @throws DamagedFileException when it is cut short, empty or something else than expected
   */
  Artifact adopt(Path temporary, String expected) throws IOException;

  /** Takes a copy of a file of the user's own; the original is not touched. */
  Artifact copyIn(Path file, String expected) throws IOException;

  /** Where a stored file is; to be read, never written. */
  Path path(Artifact artifact);

  /** Whether a stored file is there with its full length. */
  boolean has(Artifact artifact);

  /**
   * Whether a stored file is there with the bytes that its name is the hash of. It is read once in
   * a process, and again when its size or time or the file itself is another.
   *
   * @throws java.io.UncheckedIOException when it is there but the disk does not give it
   */
  boolean intact(String sha256);

  /** The same, reading it in any case. */
  boolean reread(String sha256);

  /**
   * Puts a stored file at {@code target} (hard link or copy), if it is intact, whole or not at all.
   */
  void publish(Artifact artifact, Path target) throws IOException;
}
