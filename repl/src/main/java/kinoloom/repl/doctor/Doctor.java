package kinoloom.repl.doctor;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Console;
import kinoloom.repl.console.Exit;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.service.Enquiry;
import kinoloom.repl.service.PlatformChoice;

/**
 * Checks what runs need: the key, the way to the platform and what it offers, the disk, ffmpeg and
 * Java. Sends nothing that is paid, and leaves nothing behind.
 */
public final class Doctor {
  private final Map<String, String> env;
  private final EngineRoom.Places places;
  private final InstantSource clock;
  private final Console console;

  public Doctor(
      Map<String, String> env, EngineRoom.Places places, InstantSource clock, Console console) {
    this.env = env;
    this.places = places;
    this.clock = clock;
    this.console = console;
  }

  /** In the order in which things depend on each other. */
  public List<Finding> examine(PlatformChoice.Asked asked) throws IOException {
    List<Finding> findings = new ArrayList<>(platform(asked));
    Disk disk = new Disk(clock);
    findings.addAll(disk.check("workspace", places.workspace()));
    findings.addAll(disk.room("out", places.out()));
    findings.addAll(Machine.check(System::getProperty));
    return findings;
  }

  private List<Finding> platform(PlatformChoice.Asked asked) throws IOException {
    PlatformChoice choice;
    try {
      choice = PlatformChoice.of(asked, env, places.folder(), true);
    } catch (Complaint unusable) {
      if (unusable.exit() == Exit.USAGE) throw unusable;
      return without(asked, unusable);
    }
    if (choice instanceof PlatformChoice.BuiltIn builtIn) {
      String why = builtIn.asked() ? "as was asked for" : "for want of a key (KINOLOOM_API_KEY)";
      return List.of(Finding.ok("platform", "the built-in emulator, " + why + "; nothing is paid"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("key", from()));
    findings.addAll(ask((PlatformChoice.Remote) choice, true));
    return findings;
  }

  /** Without a usable key it can still be told whether the platform is there. */
  private List<Finding> without(PlatformChoice.Asked asked, Complaint unusable) throws IOException {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.problem("key", unusable.getMessage(), unusable.hint(), unusable.exit()));
    try {
      PlatformChoice choice = PlatformChoice.of(asked, env, places.folder(), false);
      if (choice instanceof PlatformChoice.Remote remote) findings.addAll(ask(remote, false));
    } catch (Complaint again) {
      // Said already.
    }
    return findings;
  }

  private String from() {
    if (env.containsKey(PlatformChoice.TYPED)) return "as it was typed (--ask-key)";
    boolean direct = !env.getOrDefault(PlatformChoice.KEY, "").isBlank();
    if (direct) return "from " + PlatformChoice.KEY;
    String file = env.getOrDefault(PlatformChoice.KEY_FILE, "").strip();
    return "from " + file + " (" + PlatformChoice.KEY_FILE + "), which only you can read";
  }

  private List<Finding> ask(PlatformChoice.Remote remote, boolean keyed) throws IOException {
    List<Finding> findings = new ArrayList<>(new Line(URI.create(remote.url()), clock).check());
    boolean cut = findings.stream().anyMatch(it -> it.level() == Finding.Level.PROBLEM);
    if (cut) return findings;
    try (Enquiry enquiry = Enquiry.of(remote, places, console, clock)) {
      var catalogue = EngineRoom.catalogue(places.folder());
      findings.addAll(new Services(enquiry.account(), catalogue, keyed).check());
    } catch (Complaint unsafe) {
      findings.add(Finding.problem("platform", unsafe.getMessage(), unsafe.hint(), unsafe.exit()));
    }
    return findings;
  }
}
