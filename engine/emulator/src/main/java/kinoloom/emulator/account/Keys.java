package kinoloom.emulator.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kinoloom.emulator.store.Json;
import kinoloom.emulator.store.JsonLog;

/**
 * API keys, kept as SHA-256 in {@code accounts.log}:
 *
 * <pre>
 * {"event":"key","account":"demo","name":"laptop","last4":"x7Qa","time":"2026-…","sha256":"9f86d0…"}
 * {"event":"revoked","sha256":"9f86d0…"}
 * </pre>
 *
 * Keys are found by their digest, which nobody can steer: how long a search takes tells nothing.
 * Thread-safe: the map is guarded by this object's lock.
 */
public final class Keys implements AutoCloseable {
  /** How many keys an account can have at a time. */
  public static final int MOST = 50;

  private static final String ALPHABET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
  private static final int LENGTH = 21;
  private static final int LONGEST = 200;

  private final InstantSource clock;
  private final Map<String, ApiKey> byHash = new LinkedHashMap<>();
  private final JsonLog log;

  public Keys(Path file, InstantSource clock) throws IOException {
    this.clock = clock;
    this.log = JsonLog.open(file, this::replay);
  }

  /** Makes a key valid, from now on and after every restart. */
  public synchronized void admit(String account, String name, String plain) throws IOException {
    ApiKey key = ApiKey.of(plain, account, name, clock.instant());
    if (!byHash.containsKey(key.sha256())) {
      log.append(key.write());
      byHash.put(key.sha256(), key);
    }
  }

  /** Makes a new key; this is the only time it is seen whole. Empty when there are too many. */
  public synchronized Optional<String> create(String account, String name) throws IOException {
    if (of(account).size() >= MOST) {
      return Optional.empty();
    }
    String plain = invent();
    admit(account, name, plain);
    return Optional.of(plain);
  }

  /** An account's keys, newest first. */
  public synchronized List<ApiKey> of(String account) {
    List<ApiKey> keys =
        new ArrayList<>(byHash.values().stream().filter(k -> k.account().equals(account)).toList());
    Collections.reverse(keys);
    return keys;
  }

  /** Ends a key of that account; false when it has none of that id. */
  public synchronized boolean revoke(String account, String id) throws IOException {
    for (ApiKey key : of(account)) {
      if (key.id().equals(id)) {
        log.append(Json.object().put("event", "revoked").put("sha256", key.sha256()));
        byHash.remove(key.sha256());
        return true;
      }
    }
    return false;
  }

  /** A new key, looking like the platform's: 126 random bits. */
  public static String invent() {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      key.append(ALPHABET.charAt(Secrets.below(ALPHABET.length())));
    }
    return key.toString();
  }

  /** Whose key an {@code Authorization} header holds; the header may be null. */
  public Optional<String> accountOf(String header) {
    boolean bearer = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7);
    String plain = bearer ? header.substring(7).strip() : "";
    if (plain.isEmpty() || plain.length() > LONGEST) {
      return Optional.empty();
    }
    String hash = Secrets.sha256(plain);
    synchronized (this) {
      return Optional.ofNullable(byHash.get(hash)).map(ApiKey::account);
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private void replay(ObjectNode line) {
    if ("revoked".equals(line.path("event").asText())) {
      byHash.remove(line.path("sha256").asText());
    } else {
      ApiKey key = ApiKey.read(line);
      byHash.put(key.sha256(), key);
    }
  }
}
