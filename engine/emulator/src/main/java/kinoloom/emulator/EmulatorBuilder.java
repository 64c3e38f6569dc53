package kinoloom.emulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kinoloom.emulator.account.Phone;
import kinoloom.emulator.money.Yuan;
import kinoloom.emulator.quirk.Chaos;
import kinoloom.emulator.quirk.Quirk;
import kinoloom.emulator.upstream.Upstream;

/** How an emulator is to be; every choice has a default. For one thread. */
public final class EmulatorBuilder {
  String bind = "127.0.0.1";
  int port;
  Path dataDir;
  double timeScale = 1;
  long seed;
  String key;
  long balanceFen = Yuan.toFen("100.00");
  String phone = "13800138000";
  double pixelScale = 1;
  Path ffmpeg;
  InstantSource clock = InstantSource.system();
  final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
  Chaos chaos;

  /** A request that takes longer is cut off anyway. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private URI upstreamBase;
  private Supplier<String> upstreamKey = () -> null;
  private String upstreamModel = "";
  private Duration upstreamPatience = LONGEST;

  EmulatorBuilder() {}

  /** The port to listen on; 0, the default, takes any free one. */
  public EmulatorBuilder port(int port) {
    require(port >= 0 && port <= 65535, "port", port, "0 to 65535");
    this.port = port;
    return this;
  }

  /** The loopback address to listen on, {@code 127.0.0.1} unless told. */
  public EmulatorBuilder bind(String address) {
    boolean numeric = address.matches("[0-9.]+|[0-9a-fA-F:]+") || "localhost".equals(address);
    require(numeric && isLoopback(address), "bind", address, "a loopback address");
    this.bind = address;
    return this;
  }

  /** The folder to keep everything in; null, the default, for a temporary one. */
  public EmulatorBuilder dataDir(Path folder) {
    this.dataDir = folder;
    return this;
  }

  /** How long tasks take: 1 as on the platform, 0.05 twenty times faster, 0 no time at all. */
  public EmulatorBuilder timeScale(double scale) {
    require(scale >= 0 && scale <= 1000, "timeScale", scale, "0 to 1000");
    this.timeScale = scale;
    return this;
  }

  /** What pictures, answers and durations are drawn from. */
  public EmulatorBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** An API key to accept; null, the default, makes one. Keys of earlier starts stay valid. */
  public EmulatorBuilder key(String key) {
    require(
        key == null || key.matches("[\\x21-\\x7e]{1,200}"),
        "key",
        "(not shown)",
        "1 to 200 ASCII characters without spaces");
    this.key = key;
    return this;
  }

  /** The opening balance in yuan, for a new account only. */
  public EmulatorBuilder balance(String yuan) {
    this.balanceFen = Yuan.toFen(yuan);
    return this;
  }

  /**
   * The mobile number that logs in to the demo account in the console, {@code 13800138000} unless
   * told. The login page shows it.
   */
  public EmulatorBuilder phone(String digits) {
    require(Phone.read(digits).isPresent(), "phone", digits, "11 digits from 13 to 19");
    this.phone = digits;
    return this;
  }

  /**
   * The size of pictures and clips, 1 as asked for; specs draw smaller. Pictures that are sent may
   * be as much smaller than the vendors want them, and those that are drawn stay large enough for
   * the vendors all the same.
   */
  public EmulatorBuilder pixelScale(double scale) {
    require(scale > 0 && scale <= 4, "pixelScale", scale, "above 0, up to 4");
    this.pixelScale = scale;
    return this;
  }

  /** The ffmpeg program; null, the default, looks for one when the first clip is made. */
  public EmulatorBuilder ffmpeg(Path program) {
    this.ffmpeg = program;
    return this;
  }

  /**
   * Another server that answers chats, one that speaks OpenAI's protocol, instead of the emulator's
   * own stories; null, the default, for none. Each answer is charged by the tokens it reports.
   *
   * @param base what {@code /chat/completions} is added to, such as {@code
   *     http://127.0.0.1:11434/v1}
   * @param key asked for each request, and sent to that server only; null from it for none
   */
  public EmulatorBuilder upstream(URI base, Supplier<String> key) {
    this.upstreamBase = base;
    this.upstreamKey = key;
    upstream();
    return this;
  }

  /** The model to ask the upstream for; empty, the default, for the one that the client named. */
  public EmulatorBuilder upstreamModel(String name) {
    this.upstreamModel = name;
    return this;
  }

  /** How long the upstream may take over one answer, 4 minutes unless told. */
  public EmulatorBuilder upstreamPatience(Duration patience) {
    boolean sound = patience.toMillis() > 0 && patience.compareTo(LONGEST) <= 0;
    require(sound, "upstreamPatience", patience, "above 0, up to " + LONGEST);
    this.upstreamPatience = patience;
    return this;
  }

  Optional<Upstream> upstream() {
    return Optional.ofNullable(upstreamBase)
        .map(base -> new Upstream(base, upstreamKey, upstreamModel, upstreamPatience));
  }

  /** Where the time comes from. */
  public EmulatorBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Turns on one of the platform's odd ways, such as {@code envelope-data}; may be called again for
   * others. {@link Quirk#all} has them all.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public EmulatorBuilder quirk(String name) {
    this.quirks.add(Quirk.named(name));
    return this;
  }

  /**
   * Lets requests and tasks go wrong by chance: {@code mild}, {@code rough} or {@code storm}. The
   * same seed gives the same faults. {@link Chaos#all} says what each does.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public EmulatorBuilder chaos(String profile) {
    this.chaos = Chaos.named(profile);
    return this;
  }

  /**
   * Starts listening.
   *
   * @throws IOException when the port is taken, the folder is in use, or something in it is damaged
   */
  public Emulator start() throws IOException {
    return Emulator.start(this);
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (IOException e) {
      return false;
    }
  }

  private static void require(boolean holds, String name, Object value, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s, but has to be %s", name, value, wanted));
    }
  }
}
