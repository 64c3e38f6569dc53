package kinoloom.emulator;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import kinoloom.emulator.account.Accounts;
import kinoloom.emulator.account.Keys;
import kinoloom.emulator.account.Login;
import kinoloom.emulator.account.Members;
import kinoloom.emulator.account.Phone;
import kinoloom.emulator.account.Sessions;
import kinoloom.emulator.chat.ChatLog;
import kinoloom.emulator.console.Console;
import kinoloom.emulator.console.Desk;
import kinoloom.emulator.model.ModelTable;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.money.Ledger;
import kinoloom.emulator.pay.Gateway;
import kinoloom.emulator.pay.Merchant;
import kinoloom.emulator.pay.Till;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.store.DataDir;
import kinoloom.emulator.store.FileStore;
import kinoloom.emulator.task.Pace;
import kinoloom.emulator.task.Studio;
import kinoloom.emulator.task.Tasks;
import kinoloom.emulator.task.Timer;
import kinoloom.emulator.upstream.UpstreamChat;
import kinoloom.emulator.web.Parts;
import kinoloom.emulator.web.WebServer;

/** Puts an emulator together. What is opened first is closed last. */
final class Assembly {
  private final EmulatorBuilder chosen;
  private final InstantSource clock;
  private final Deque<AutoCloseable> open;
  private final DataDir dir;
  private final Timer timer = new Timer();

  /**
   * @param open what is open, the last on top; filled as the building goes on
   */
  Assembly(EmulatorBuilder chosen, Deque<AutoCloseable> open) throws IOException {
    this.chosen = chosen;
    this.clock = chosen.clock;
    this.open = open;
    this.dir = opened(DataDir.open(chosen.dataDir));
  }

  Emulator build() throws IOException {
    Members members = members();
    Books books = books();
    String key = chosen.key == null ? Keys.invent() : chosen.key;
    members.keys().admit(Books.DEMO, "emulator", key);
    FileStore files = opened(new FileStore(dir));
    Faults faults = new Faults(chosen.quirks, chosen.chaos, chosen.seed, chosen.timeScale);
    ModelTable models = ModelTable.load(chosen.pixelScale);
    Pace pace = new Pace(models, chosen.seed, chosen.timeScale, faults);
    Studio studio = new Studio(files, chosen.seed, chosen.pixelScale, chosen.ffmpeg);
    Tasks tasks = opened(new Tasks(dir.log("tasks"), books, studio, pace, clock, timer));
    ChatLog chats = opened(new ChatLog(dir.log("chats")));
    Parts parts =
        new Parts(pace, files, books, tasks, chats, members.keys(), timer, clock, upstream());
    Merchant merchant = Merchant.in(dir);
    Till till = opened(new Till(dir.log("orders"), merchant, books, clock));
    Gateway gateway = opened(new Gateway(dir.log("alipay"), merchant, clock, timer));
    Console console = new Console(new Desk(members, till, gateway, books, tasks, pace.models()));
    WebServer server = serve(parts, console);
    gateway.open(server.url());
    return new Emulator(
        open, EnumSet.copyOf(chosen.quirks), faults, key, books.of(Books.DEMO), tasks, server);
  }

  private Members members() throws IOException {
    Keys keys = opened(new Keys(dir.log("accounts"), clock));
    Phone demo = Phone.read(chosen.phone).orElseThrow();
    Accounts accounts = opened(new Accounts(dir.log("phones"), demo, clock));
    return new Members(accounts, keys, new Login(accounts, clock), new Sessions(clock));
  }

  private Books books() throws IOException {
    Books books = opened(new Books(dir.log("ledger"), clock));
    Ledger demo = books.of(Books.DEMO);
    if (demo.entries().isEmpty()) {
      demo.recharge(chosen.balanceFen, "");
    }
    return books;
  }

  private Optional<UpstreamChat> upstream() {
    return chosen.upstream().map(upstream -> new UpstreamChat(upstream, timer));
  }

  private WebServer serve(Parts parts, Console console) throws IOException {
    WebServer server = opened(WebServer.start(chosen.bind, chosen.port, dir.tmp(), parts, console));
    // The first to close: requests that wait on them end, so the server can, and the books after
    // it.
    parts.upstream().ifPresent(this::opened);
    opened(timer);
    return server;
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }
}
