package kinoloom.emulator;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import kinoloom.emulator.money.Ledger;
import kinoloom.emulator.money.LedgerEntry;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.quirk.Quirk;
import kinoloom.emulator.quirk.Traffic;
import kinoloom.emulator.task.Tasks;
import kinoloom.emulator.web.WebServer;

/**
 * A running emulator of the platform, on a loopback port; its web console is at {@link #url}.
 *
 * <pre>{@code
 * try (Emulator emulator = Emulator.builder().timeScale(0.05).balance("100.00").start()) {
 *   emulator.url();    // http://127.0.0.1:40123
 *   emulator.key();    // for "Authorization: Bearer …"
 * }
 * }</pre>
 *
 * <p>With a data directory everything outlives the process, however it ends: an accepted task is on
 * disk before its answer leaves, is rendered again if need be, and is charged once. Thread-safe.
 */
public final class Emulator implements AutoCloseable {
  private final Deque<AutoCloseable> open;
  private final Set<Quirk> quirks;
  private final Faults faults;
  private final String key;
  private final Ledger ledger;
  private final Tasks tasks;
  private final WebServer server;

  Emulator(
      Deque<AutoCloseable> open,
      Set<Quirk> quirks,
      Faults faults,
      String key,
      Ledger ledger,
      Tasks tasks,
      WebServer server) {
    this.open = open;
    this.quirks = Collections.unmodifiableSet(quirks);
    this.faults = faults;
    this.key = key;
    this.ledger = ledger;
    this.tasks = tasks;
    this.server = server;
  }

  public static EmulatorBuilder builder() {
    return new EmulatorBuilder();
  }

  static Emulator start(EmulatorBuilder chosen) throws IOException {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try {
      return new Assembly(chosen, open).build();
    } catch (IOException | RuntimeException e) {
      closeAll(open);
      throw e;
    }
  }

  /** The address to use as base URL, without a slash at its end. */
  public URI url() {
    return server.url();
  }

  /** A key that is accepted: the one that was preset, or one made for this start. */
  public String key() {
    return key;
  }

  /** What is told when the emulator is ready: {@code listening on URL, key KEY}. */
  public String banner() {
    return "listening on " + url() + ", key " + key;
  }

  /** The odd ways that are turned on, in the order of {@link Quirk#all}. */
  public Set<Quirk> quirks() {
    return quirks;
  }

  /** How much the emulator was asked, and how much of that went wrong. */
  public Traffic traffic() {
    return faults.traffic();
  }

  /** Every movement of the demo account's money so far, tasks that have ended included. */
  public List<LedgerEntry> ledger() {
    tasks.settleEnded();
    return ledger.entries();
  }

  /** What the demo account owns, money held for running tasks included. */
  public long balanceFen() {
    tasks.settleEnded();
    return ledger.ownedFen();
  }

  /** Stops listening and working; leaves no thread, no process and no temporary file behind. */
  @Override
  public void close() {
    closeAll(open);
  }

  private static synchronized void closeAll(Deque<AutoCloseable> open) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // The others still have to be closed, and there is no one to tell.
      }
    }
  }
}
