package kinoloom.emulator.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Uploads and results under opaque keys. A key is looked up in a map and never resolved as a path.
 * {@link #publish} returns after the bytes and the key were forced to disk.
 */
public final class FileStore implements AutoCloseable {
  private final DataDir dir;
  private final Map<String, StoredFile> byKey = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final JsonLog log;

  public FileStore(DataDir dir) throws IOException {
    this.dir = dir;
    this.log = JsonLog.open(dir.log("files"), this::replay);
  }

  /** A path for work in progress, on the same disk as the store. */
  public Path scratch(String suffix) {
    return dir.tmp().resolve(token(12) + suffix);
  }

  /**
   * Takes a finished file over and gives it a key that ends in {@code name}.
   *
   * @param name a plain file name chosen by the emulator, never by a client
   */
  public StoredFile publish(Path finished, String name, String mediaType) throws IOException {
    try (FileChannel channel = FileChannel.open(finished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    String stored = token(16);
    Path target = dir.files().resolve(stored);
    Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory(dir.files());
    StoredFile file = new StoredFile(newKey(name), target, mediaType, Files.size(target));
    ObjectNode line = Json.object();
    line.put("key", file.key()).put("file", stored).put("type", mediaType).put("size", file.size());
    log.append(line);
    byKey.put(file.key(), file);
    return file;
  }

  public Optional<StoredFile> find(String key) {
    return Optional.ofNullable(byKey.get(key)).filter(file -> Files.exists(file.path()));
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private void replay(ObjectNode line) {
    String key = line.path("key").asText();
    Path path = dir.files().resolve(line.path("file").asText());
    byKey.put(
        key, new StoredFile(key, path, line.path("type").asText(), line.path("size").asLong()));
  }

  private String newKey(String name) {
    return String.format(
        Locale.ROOT,
        "/tmp/%d/%d/%d/%d/%s-%s",
        random.nextInt(191),
        random.nextInt(193),
        random.nextInt(197),
        random.nextInt(97),
        token(6),
        name);
  }

  private String token(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }

  static void forceDirectory(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a directory; there the rename itself is what can be had.
    }
  }
}
