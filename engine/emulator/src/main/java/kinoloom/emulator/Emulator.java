package kinoloom.emulator;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import kinoloom.emulator.account.Accounts;
import kinoloom.emulator.account.Keys;
import kinoloom.emulator.account.Login;
import kinoloom.emulator.account.Members;
import kinoloom.emulator.account.Phone;
import kinoloom.emulator.account.Sessions;
import kinoloom.emulator.console.Console;
import kinoloom.emulator.console.Desk;
import kinoloom.emulator.model.ModelTable;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.money.Ledger;
import kinoloom.emulator.money.LedgerEntry;
import kinoloom.emulator.pay.Gateway;
import kinoloom.emulator.pay.Merchant;
import kinoloom.emulator.pay.Till;
import kinoloom.emulator.store.DataDir;
import kinoloom.emulator.store.FileStore;
import kinoloom.emulator.task.Pace;
import kinoloom.emulator.task.Studio;
import kinoloom.emulator.task.Tasks;
import kinoloom.emulator.task.Timer;
import kinoloom.emulator.web.Parts;
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
  private final String key;
  private final Ledger ledger;
  private final Tasks tasks;
  private final WebServer server;

  private Emulator(
      Deque<AutoCloseable> open, String key, Ledger ledger, Tasks tasks, WebServer server) {
    this.open = open;
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
      return assemble(chosen, open);
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

  private static Emulator assemble(EmulatorBuilder chosen, Deque<AutoCloseable> open)
      throws IOException {
    InstantSource clock = chosen.clock;
    DataDir dir = opened(open, DataDir.open(chosen.dataDir));
    Timer timer = new Timer();
    Members members = members(chosen, dir, open);
    Books books = opened(open, new Books(dir.log("ledger"), clock));
    Ledger demo = books.of(Books.DEMO);
    if (demo.entries().isEmpty()) {
      demo.recharge(chosen.balanceFen, "");
    }
    String key = chosen.key == null ? Keys.invent() : chosen.key;
    members.keys().admit(Books.DEMO, "emulator", key);
    FileStore files = opened(open, new FileStore(dir));
    Pace pace = new Pace(ModelTable.load(), chosen.seed, chosen.timeScale);
    Studio studio = new Studio(files, chosen.seed, chosen.pixelScale, chosen.ffmpeg);
    Tasks tasks = opened(open, new Tasks(dir.log("tasks"), books, studio, pace, clock, timer));
    Parts parts = new Parts(pace, files, books, tasks, members.keys(), timer, clock);
    Merchant merchant = Merchant.in(dir);
    Till till = opened(open, new Till(dir.log("orders"), merchant, books, clock));
    Gateway gateway = opened(open, new Gateway(dir.log("alipay"), merchant, clock, timer));
    Console console = new Console(new Desk(members, till, gateway, books, tasks, pace.models()));
    WebServer server =
        opened(open, WebServer.start(chosen.bind, chosen.port, dir.tmp(), parts, console));
    gateway.open(server.url());
    // The first to close: requests that wait on it end, so the server can.
    opened(open, timer);
    return new Emulator(open, key, demo, tasks, server);
  }

  private static Members members(EmulatorBuilder chosen, DataDir dir, Deque<AutoCloseable> open)
      throws IOException {
    Keys keys = opened(open, new Keys(dir.log("accounts"), chosen.clock));
    Phone demo = Phone.read(chosen.phone).orElseThrow();
    Accounts accounts = opened(open, new Accounts(dir.log("phones"), demo, chosen.clock));
    Login login = new Login(accounts, chosen.clock);
    return new Members(accounts, keys, login, new Sessions(chosen.clock));
  }

  private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> open, T part) {
    open.push(part);
    return part;
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
