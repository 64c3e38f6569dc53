package kinoloom.repl;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import kinoloom.emulator.Emulator;
import kinoloom.emulator.EmulatorBuilder;
import kinoloom.repl.console.Complaint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "emulator",
    description = "Runs the whole platform on this machine until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class EmulatorCommand implements Callable<Integer> {
  private static final int MOST_PORT = 65535;

  private final Shell shell;

  @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "0: any free one.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".kinoloom/emulator-server",
      description = "Where accounts, tasks and files are kept (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--time-scale",
      paramLabel = "X",
      defaultValue = "1",
      description = "How long tasks take; 1 is as long as the real platform.")
  private double timeScale;

  @Option(names = "--seed", paramLabel = "N", description = "Makes what is random repeatable.")
  private Long seed;

  @Option(names = "--key", paramLabel = "KEY", description = "The key of the demo account.")
  private String key;

  @Option(
      names = "--balance",
      paramLabel = "YUAN",
      description = "What the demo account has when it is new.")
  private String balance;

  @Option(
      names = "--phone",
      paramLabel = "NUMBER",
      defaultValue = "13800138000",
      description = "The mobile number that logs in to the demo account.")
  private String phone;

  @Mixin private UpstreamOptions upstream;

  @Option(
      names = "--quirk",
      paramLabel = "NAME",
      description = "An odd way of the real platform; may be given again. See --list-quirks.")
  private List<String> quirks = List.of();

  @Option(
      names = "--chaos",
      paramLabel = "PROFILE",
      description = "Lets requests and tasks go wrong by chance: mild, rough or storm.")
  private String chaos;

  @Option(names = "--list-quirks", description = "Lists the quirks and the chaos profiles.")
  private boolean listQuirks;

  @Option(
      names = "--pixel-scale",
      paramLabel = "X",
      defaultValue = "1",
      hidden = true,
      description = "The size of pictures and clips; 1 is as asked for. For quick tests.")
  private double pixelScale;

  EmulatorCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (listQuirks) {
      shell.console().result(QuirkList.text());
      return 0;
    }
    check();
    EmulatorBuilder builder =
        Emulator.builder()
            .port(port)
            .bind("127.0.0.1")
            .dataDir(shell.folder().resolve(data))
            .timeScale(timeScale)
            .pixelScale(pixelScale)
            .phone(phone);
    if (seed != null) builder.seed(seed);
    if (key != null) builder.key(key);
    if (balance != null) builder.balance(balance);
    upstream.apply(builder, shell);
    quirks.forEach(builder::quirk);
    if (chaos != null) builder.chaos(chaos);
    CountDownLatch stopped = new CountDownLatch(1);
    try (Emulator emulator = builder.start()) {
      shell.interruption().first(stopped::countDown);
      shell.console().result(emulator.banner());
      shell.console().note("Its console is at " + emulator.url() + " (log in as " + phone + ").");
      QuirkList.turnedOn(emulator.quirks(), chaos).ifPresent(shell.console()::note);
      if (balance != null) sayIfNotNew(emulator.balanceFen());
      stopped.await();
      return 0;
    }
  }

  /** Money that was spent or recharged there is not overwritten by a flag. */
  private void sayIfNotNew(long owned) {
    BigDecimal has = BigDecimal.valueOf(owned, 2);
    if (has.compareTo(new BigDecimal(balance)) == 0) return;
    shell
        .console()
        .note(
            "--balance is for a new account: the one in "
                + data
                + " has "
                + has
                + " yuan and keeps them. Recharge it in the console, or give another --data.");
  }

  private void check() {
    if (port < 0 || port > MOST_PORT) {
      throw Complaint.usage("'" + port + "' (--port) is not a port", "0 to " + MOST_PORT);
    }
    if (!(timeScale >= 0 && timeScale <= 1000)) {
      throw Complaint.usage(
          "'" + timeScale + "' (--time-scale) is not a time scale",
          "A number from 0; 1 is real time");
    }
    if (!(pixelScale > 0 && pixelScale <= 4)) {
      throw Complaint.usage(
          "'" + pixelScale + "' (--pixel-scale) is not a size", "A number above 0, up to 4");
    }
    if (key != null && !key.matches("[\\x21-\\x7e]{1,200}")) {
      throw Complaint.usage(
          "that is no key (--key, not shown)", "1 to 200 ASCII characters without blanks");
    }
    if (!phone.matches("1[3-9]\\d{9}")) {
      throw Complaint.usage(
          "'" + phone + "' (--phone) is not a mobile number", "11 digits that begin with 13 to 19");
    }
    Path folder = shell.folder().resolve(data);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw Complaint.usage("'" + data + "' (--data) is a file", "Give a folder");
    }
    if (balance != null && !amount(balance)) {
      throw Complaint.usage(
          "'" + balance + "' (--balance) is not an amount of yuan", "Such as 20 or 12.50");
    }
    QuirkList.check(quirks, chaos);
  }

  private static boolean amount(String text) {
    return text.matches("\\d{1,12}(\\.\\d{1,2})?");
  }
}
