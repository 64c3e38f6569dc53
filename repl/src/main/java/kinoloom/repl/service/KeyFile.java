package kinoloom.repl.service;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;

/**
 * A key in a file that only its owner can read: one line, and nothing else.
 *
 * <p>On file systems without such permissions the file is taken as it is.
 */
final class KeyFile {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final int MOST_BYTES = 4096;

  private KeyFile() {}

  /** The key of a variable, or of the file that the variable with {@code _FILE} names. */
  static Optional<String> ofEnvironment(Map<String, String> env, Path cwd, String variable)
      throws IOException {
    String key = env.getOrDefault(variable, "");
    if (!key.isBlank()) return Optional.of(checked(key, variable));
    String file = env.getOrDefault(variable + "_FILE", "");
    if (file.isBlank()) return Optional.empty();
    return Optional.of(read(cwd.resolve(file.strip()), variable + "_FILE"));
  }

  private static String read(Path file, String variable) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw refused("no such key file: " + file, variable + " names a file with the key");
    }
    return read(file);
  }

  private static String read(Path file) throws IOException {
    if (!ownersOnly(file)) {
      throw refused(
          "others on this machine can read the key file " + file, "chmod 600 '" + file + "'");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw refused(
          "the key file is too long to be one: " + file, "It holds the key, nothing else");
    }
    return checked(Files.readString(file), "the key file " + file);
  }

  /** A key without the white space around it, if it can be one at all. It is never shown. */
  static String checked(String text, String origin) {
    String key = text.strip();
    if (key.isEmpty()) throw refused(origin + " is empty", "It holds the key, nothing else");
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw refused(
          origin + " holds blanks or signs that no key has", "It holds the key, nothing else");
    }
    return key;
  }

  /** Reads the key of a file, or makes the file with this one. */
  static String readOrCreate(Path file, String fresh) throws IOException {
    try {
      return create(file, fresh);
    } catch (FileAlreadyExistsException e) {
      if (Files.size(file) > 0) return read(file);
      // A full disk once left it so; nobody can have been told the key.
      Files.delete(file);
      return create(file, fresh);
    }
  }

  private static String create(Path file, String key) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, privately(file));
        var writer = Channels.newWriter(channel, StandardCharsets.US_ASCII)) {
      writer.write(key + "\n");
    }
    return key;
  }

  private static FileAttribute<?>[] privately(Path file) {
    if (!posix(file)) return new FileAttribute<?>[0];
    var permissions = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private static boolean ownersOnly(Path file) throws IOException {
    return !posix(file) || OWNER.containsAll(Files.getPosixFilePermissions(file));
  }

  private static boolean posix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static Complaint refused(String message, String hint) {
    return new Complaint(Exit.KEY_REFUSED, message, hint);
  }
}
