package kinoloom.graph;

import java.util.Locale;

/** What a step does. Remote kinds are paid calls of the platform, the others run here. */
public enum Kind {
  CHAT(true),
  T2I(true),
  T2V(true),
  I2V(true),
  REF2V(true),
  CUT(false),
  COMPUTE(false),
  /** Takes the first or last frame of a clip. */
  FRAME(false),
  /** Makes more steps once a value is known: {@code collect} and {@code then}. */
  EXPAND(false),
  /** Waits for a person: {@code approve}, and the choice among several takes. */
  GATE(false);

  private final boolean remote;

  Kind(boolean remote) {
    this.remote = remote;
  }

  public boolean remote() {
    return remote;
  }

  /** The word of the language: {@code t2i}. */
  public String verb() {
    return name().toLowerCase(Locale.ROOT);
  }
}
