package kinoloom.emulator.quirk;

import java.util.List;
import java.util.Locale;

/**
 * How bad a day the platform has. Faults are drawn from the emulator's seed, request by request.
 */
public enum Chaos {
  MILD("One request in fifty goes wrong."),
  ROUGH("One request in ten goes wrong, and one task in twenty fails."),
  STORM("One request in three goes wrong, and one task in five fails.");

  private final String about;

  Chaos(String about) {
    this.about = about;
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
}
