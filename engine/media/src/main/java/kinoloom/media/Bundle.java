package kinoloom.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The ffmpeg build that travels as a jar on the class path, unpacked where its programs can run.
 *
 * <p>A cache directory is named {@code ffmpeg-<version>-<classifier>} and appears whole, by a
 * rename; processes that start together each unpack their own and one of them wins. A directory in
 * which a file is missing or has the wrong size is replaced.
 */
final class Bundle {

  private static final String PROPERTIES = "META-INF/maven/org.bytedeco/ffmpeg/pom.properties";

  private final JarFile jar;
  private final String classifier;
  private final String folder;

  private Bundle(JarFile jar, String classifier) {
    this.jar = jar;
    this.classifier = classifier;
    this.folder = folder(classifier);
  }

  /** The bundle for this computer, if the class path has it. */
  static Optional<Bundle> onClassPath(ClassLoader loader) throws IOException {
    String classifier = Platform.classifier();
    URL program = loader.getResource(folder(classifier) + Platform.program("ffmpeg"));
    if (program == null || !(program.openConnection() instanceof JarURLConnection connection)) {
      return Optional.empty();
    }
    return Optional.of(new Bundle(connection.getJarFile(), classifier));
  }

  private static String folder(String classifier) {
    return "org/bytedeco/ffmpeg/" + classifier + "/";
  }

  /** Unpacks below {@code cache} unless that was done before; returns the directory. */
  Path unpackInto(Path cache) throws IOException {
    Path home = cache.resolve("ffmpeg-" + version() + "-" + classifier);
    Map<String, Part> parts = parts();
    if (isWhole(home, parts)) {
      return home;
    }
    Files.createDirectories(cache);
    Path fresh = cache.resolve(home.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      unpack(parts, Files.createDirectory(fresh));
      return putInPlace(fresh, home, parts);
    } finally {
      deleteTree(fresh);
    }
  }

  private Path putInPlace(Path fresh, Path home, Map<String, Part> parts) throws IOException {
    for (int attempt = 1; ; attempt++) {
      if (Files.exists(home) && !isWhole(home, parts)) {
        setAside(home);
      }
      try {
        Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        return home;
      } catch (AtomicMoveNotSupportedException e) {
        throw e;
      } catch (FileSystemException someoneWasFaster) {
        if (isWhole(home, parts)) {
          return home;
        }
        if (attempt == 3) {
          throw someoneWasFaster;
        }
      }
    }
  }

  private static void setAside(Path home) throws IOException {
    Path broken = home.resolveSibling(home.getFileName() + "." + UUID.randomUUID() + ".broken");
    try {
      Files.move(home, broken, StandardCopyOption.ATOMIC_MOVE);
    } catch (java.nio.file.NoSuchFileException someoneDidIt) {
      return;
    }
    deleteTree(broken);
  }

  private static boolean isWhole(Path home, Map<String, Part> parts) throws IOException {
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      Path file = home.resolve(part.getKey());
      if (!Files.isRegularFile(file) || Files.size(file) != part.getValue().size()) {
        return false;
      }
    }
    return true;
  }

  private static void unpack(Map<String, Part> parts, Path directory) throws IOException {
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      Path file = directory.resolve(part.getKey());
      try (InputStream in = part.getValue().content().open()) {
        Files.copy(in, file);
      }
      if (!file.toFile().setExecutable(true, true)) {
        throw new IOException("Cannot make " + file + " executable.");
      }
    }
  }

  private Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (JarEntry entry : Collections.list(jar.entries())) {
      String path = entry.getName();
      if (path.startsWith(folder) && isNeeded(path.substring(folder.length()))) {
        String name = path.substring(folder.length());
        parts.put(name, new Part(entry.getSize(), () -> jar.getInputStream(entry)));
      }
    }
    if (classifier.startsWith("linux")) {
      for (String library : EmptyLibrary.DEVICE_LIBRARIES) {
        byte[] elf = EmptyLibrary.named(library, classifier);
        parts.putIfAbsent(library, new Part(elf.length, () -> new ByteArrayInputStream(elf)));
      }
    }
    return parts;
  }

  /** Programs and their libraries; not the headers, nor the bridge to Java, which we do without. */
  private static boolean isNeeded(String name) {
    boolean library = name.matches(".*\\.(so|dylib|dll)(\\..*)?") && !name.matches("(lib)?jni.*");
    boolean program = List.of("ffmpeg", "ffprobe", "ffmpeg.exe", "ffprobe.exe").contains(name);
    return !name.contains("/") && (library || program);
  }

  private String version() throws IOException {
    JarEntry entry = jar.getJarEntry(PROPERTIES);
    if (entry == null) {
      return "unknown";
    }
    Properties properties = new Properties();
    try (InputStream in = jar.getInputStream(entry)) {
      properties.load(in);
    }
    return properties.getProperty("version", "unknown");
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private record Part(long size, Content content) {}

  private interface Content {
    InputStream open() throws IOException;
  }
}
