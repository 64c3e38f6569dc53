package kinoloom.emulator.quirk;

import java.util.List;
import java.util.Locale;

/**
 * How bad a day the platform has. Faults are drawn from the emulator's seed and the number of the
 * request or task, so that the same seed has the same bad day.
 */
public enum Chaos {
  MILD("One request in fifty goes wrong, and one task in a hundred fails.", 0.02, 0.01),
  ROUGH("One request in ten goes wrong, and one task in twenty fails.", 0.1, 0.05),
  STORM("One request in three goes wrong, and one task in five fails.", 0.33, 0.2);

  private final String about;
  private final double requests;
  private final double tasks;

  /**
   * @param requests how likely a request goes wrong, from 0 to 1
   * @param tasks how likely a task fails
   */
  Chaos(String about, double requests, double tasks) {
    this.about = about;
    this.requests = requests;
    this.tasks = tasks;
  }

  public static List<Chaos> all() {
    return List.of(values());
  }

  /**
   * The profile of that name.
   *
   * @throws IllegalArgumentException when there is none; the message has the nearest and all others
   */
  public static Chaos named(String name) {
    return Names.find("chaos profile", name, all(), Chaos::kebab);
  }

  public String kebab() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How bad it is, in a sentence. */
  public String about() {
    return about;
  }

  double requests() {
    return requests;
  }

  double tasks() {
    return tasks;
  }

  List<Hook> hooks(long seed) {
    return new BadDay(this, seed).hooks();
  }
}
