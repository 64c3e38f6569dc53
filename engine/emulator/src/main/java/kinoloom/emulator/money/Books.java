package kinoloom.emulator.money;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kinoloom.emulator.store.JsonLog;

/**
 * The ledgers of all accounts, in one file. Each line says whose it is; one that does not is {@link
 * #DEMO}'s. Thread-safe.
 */
public final class Books implements AutoCloseable {
  /** The account that is there from the first start. */
  public static final String DEMO = "demo";

  private final InstantSource clock;
  private final Map<String, Ledger> byAccount = new ConcurrentHashMap<>();
  private final JsonLog log;

  public Books(Path file, InstantSource clock) throws IOException {
    this.clock = clock;
    this.log = JsonLog.open(file, this::replay);
  }

  /** The ledger of an account that is known to exist. */
  public Ledger of(String account) {
    return byAccount.computeIfAbsent(account, this::ledger);
  }

  public List<Ledger> all() {
    return List.copyOf(byAccount.values());
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private Ledger ledger(String account) {
    return new Ledger(clock, line -> log.append(line.put("account", account)));
  }

  private void replay(ObjectNode line) {
    of(line.path("account").asText(DEMO)).replay(line);
  }
}
