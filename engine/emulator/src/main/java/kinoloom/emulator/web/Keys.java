package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kinoloom.emulator.store.Json;
import kinoloom.emulator.store.JsonLog;

/**
 * API keys, kept as SHA-256 in {@code accounts.log}:
 *
 * <pre>
 * {"event":"key","account":"demo","sha256":"9f86d0…"}
 * </pre>
 */
public final class Keys implements AutoCloseable {
  public static final String ACCOUNT = "demo";
  private static final String ALPHABET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
  private static final int LENGTH = 21;
  private static final int LONGEST = 200;

  private final Set<String> hashes = ConcurrentHashMap.newKeySet();
  private final JsonLog log;

  public Keys(Path file) throws IOException {
    this.log = JsonLog.open(file, line -> hashes.add(line.path("sha256").asText()));
  }

  /** Makes a key valid, from now on and after every restart. */
  public void admit(String key) throws IOException {
    String hash = hash(key);
    if (hashes.contains(hash)) {
      return;
    }
    ObjectNode line = Json.object().put("event", "key").put("account", ACCOUNT);
    log.append(line.put("sha256", hash));
    hashes.add(hash);
  }

  /** A new key, looking like the platform's. */
  public static String invent() {
    SecureRandom random = new SecureRandom();
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return key.toString();
  }

  void check(HttpServerExchange exchange) throws WireError {
    String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    boolean bearer = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7);
    String key = bearer ? header.substring(7).strip() : "";
    if (key.isEmpty() || key.length() > LONGEST || !hashes.contains(hash(key))) {
      throw WireError.invalidKey();
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private static String hash(String key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
