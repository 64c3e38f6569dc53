package kinoloom.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kinoloom.emulator.quirk.Chaos;
import kinoloom.emulator.quirk.Quirk;
import kinoloom.repl.console.Columns;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Nearest;

/** What {@code kino emulator --list-quirks} shows, and what is said of a name that is not there. */
final class QuirkList {
  private QuirkList() {}

  static String text() {
    Columns quirks = new Columns("--quirk", "WHAT THE EMULATOR THEN DOES");
    Quirk.all().forEach(quirk -> quirks.row(quirk.kebab(), quirk.about()));
    Columns chaos = new Columns("--chaos", "HOW BAD IT IS");
    Chaos.all().forEach(profile -> chaos.row(profile.kebab(), profile.about()));
    return quirks + "\n\n" + chaos;
  }

  /** What is to be said of it at a start; nothing when there is none. */
  static Optional<String> turnedOn(Set<Quirk> quirks, String chaos) {
    List<String> words = new ArrayList<>(quirks.stream().map(Quirk::kebab).toList());
    if (chaos != null) words.add("chaos " + chaos);
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of("Turned on: " + String.join(", ", words) + ".");
  }

  /** Complains of the first name that is not there. */
  static void check(List<String> quirks, String chaos) {
    List<String> known = Quirk.all().stream().map(Quirk::kebab).toList();
    quirks.forEach(name -> check("quirk", "--quirk", name, known));
    if (chaos != null) {
      check("profile", "--chaos", chaos, Chaos.all().stream().map(Chaos::kebab).toList());
    }
  }

  private static void check(String kind, String option, String name, List<String> known) {
    if (known.contains(name)) return;
    String rest = known.size() > 9 ? "kino emulator --list-quirks" : String.join(", ", known);
    String meant = Nearest.to(name, known).map(near -> "Did you mean " + near + "? ").orElse("");
    throw Complaint.usage("there is no " + kind + " '" + name + "' (" + option + ")", meant + rest);
  }
}
