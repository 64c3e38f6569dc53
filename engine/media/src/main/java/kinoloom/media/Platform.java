package kinoloom.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What differs between operating systems: names of programs, of builds, of cache directories. */
final class Platform {

  private static final String OS = System.getProperty("os.name").toLowerCase(Locale.ROOT);
  static final boolean WINDOWS = OS.startsWith("windows");

  private Platform() {}

  /** The build's classifier, as in {@code linux-x86_64}. */
  static String classifier() {
    String os = WINDOWS ? "windows" : OS.startsWith("mac") ? "macosx" : "linux";
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return switch (arch) {
      case "amd64", "x86_64" -> os + "-x86_64";
      case "aarch64", "arm64" -> os + "-arm64";
      default -> os + "-" + arch;
    };
  }

  /** Windows writes {@code Path} where others write {@code PATH}. */
  static Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> environment =
        WINDOWS ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new TreeMap<>();
    environment.putAll(variables);
    return environment;
  }

  static String program(String name) {
    return WINDOWS ? name + ".exe" : name;
  }

  /**
   * Where unpacked programs may live: the user's cache, then a private place among temporary files.
   */
  static List<Path> caches(Map<String, String> environment) {
    List<Path> caches = new ArrayList<>();
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = System.getProperty("user.home", "");
    if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
      caches.add(Path.of(xdg, "kinoloom"));
    } else if (!home.isEmpty() && Path.of(home).isAbsolute()) {
      caches.add(Path.of(home, ".cache", "kinoloom"));
    }
    String user = System.getProperty("user.name", "user").replaceAll("\\W", "_");
    caches.add(Path.of(System.getProperty("java.io.tmpdir"), "kinoloom-" + user));
    return caches;
  }

  /**
   * Creates the directory for this user alone, and refuses one that others may write to: programs
   * are started from it.
   */
  static Path privateDirectory(Path directory) throws IOException {
    if (WINDOWS) {
      return Files.createDirectories(directory);
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(directory + " can be written by other users.");
    }
    Path probe = Files.createTempFile(directory, "owner", ".tmp");
    try {
      if (!Files.getOwner(probe).equals(Files.getOwner(directory))) {
        throw new IOException(directory + " belongs to another user.");
      }
    } finally {
      Files.delete(probe);
    }
    return directory;
  }
}
