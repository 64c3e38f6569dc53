package kinoloom.answer;

import java.util.ArrayList;
import java.util.List;
import kinoloom.graph.Schema;
import kinoloom.graph.ValueException;

/**
 * An answer as it was understood. The rungs of the ladder, in order: the JSON is found in what was
 * said, read as tolerantly as can be, brought into the shape, and checked. What is still wrong then
 * has to be asked for. Nothing is invented: where a repair would have to guess, there is a fault.
 *
 * @param value as much of the value as could be read; it may break its shape where there are faults
 * @param repairs what was put right
 * @param faults what is wrong; the value fits where there are none
 */
public record Reading(Object value, List<Repair> repairs, List<Fault> faults) {
  /** Longer answers are not read. */
  public static final int LONGEST = 1_000_000;

  public Reading {
    repairs = List.copyOf(repairs);
    faults = List.copyOf(faults);
  }

  public boolean fits() {
    return faults.isEmpty();
  }

  /**
   * @param shape null or {@link Schema#TEXT} for prose
   */
  public static Reading of(String said, Schema shape) {
    return of(said, shape, null);
  }

  /**
   * Reads the answer to a second question, which may have only the parts that were wrong.
   *
   * @param before what could be read of the answers before; null for nothing
   */
  public static Reading of(String said, Schema shape, Object before) {
    if (shape == null || shape.equals(Schema.TEXT)) {
      return new Reading(said.strip(), List.of(), List.of());
    }
    if (said.length() > LONGEST) {
      return unread("has more than " + LONGEST + " characters");
    }
    if (shape.bare() instanceof Schema.Scalar || shape.bare() instanceof Schema.OneOf) {
      return scalar(Extraction.prose(said), shape);
    }
    Reading best = null;
    for (Extraction.Candidate found : new Extraction(said, shape.bare()).candidates()) {
      best = better(best, found.reading(Fitting.fit(found.value(), shape)));
      if (before == null) continue;
      Object patched = Patch.of(before, found.value(), shape);
      if (patched != null) best = better(best, found.reading(Fitting.fit(patched, shape)));
    }
    if (best != null) return best;
    boolean list = shape.bare() instanceof Schema.ListOf;
    return unread("has no JSON " + (list ? "list" : "object") + " in it");
  }

  /** Whether a value that was read before fits a shape: the same as it was, or put right. */
  public static Reading ofValue(Object value, Schema shape) {
    return Fitting.fit(value, shape);
  }

  private static Reading unread(String why) {
    return new Reading(null, List.of(), List.of(new Fault("", why)));
  }

  /** Of several that fit equally well the last: models correct themselves. */
  private static Reading better(Reading one, Reading other) {
    if (one == null) return other;
    int difference = one.faults().size() - other.faults().size();
    if (difference == 0) difference = one.drops() - other.drops();
    return difference >= 0 ? other : one;
  }

  private int drops() {
    return (int) repairs.stream().filter(it -> it.rung().equals("drop")).count();
  }

  private static Reading scalar(String said, Schema shape) {
    Object value = said;
    if (shape.bare() instanceof Schema.Scalar it && it.type() == Schema.Type.ANY) {
      boolean json = !said.isEmpty() && Chars.opens(said.charAt(0));
      StrictJson.Whole whole = json ? StrictJson.read(said, 0) : null;
      if (whole != null && whole.end() == said.length()) value = whole.value();
      else if (Bare.plain(said)) value = Bare.value(said);
      return new Reading(value, List.of(), List.of());
    }
    Reading plain = Fitting.fit(value, shape);
    if (plain.fits()) return plain;
    String only = Extraction.only(said, shape.bare());
    if (only == null) return plain;
    Reading found = Fitting.fit(only, shape);
    if (!found.fits()) return plain;
    List<Repair> repairs = new ArrayList<>(List.of(Repair.of("", "extract", said, only)));
    repairs.addAll(found.repairs());
    return new Reading(found.value(), repairs, List.of());
  }

  /**
   * The value.
   *
   * @throws ValueException saying what is wrong and where in the value
   */
  public Object orThrow() {
    if (fits()) return value;
    throw new ValueException(inWords(faults));
  }

  /** All faults in a sentence. */
  public static String inWords(List<Fault> faults) {
    int shown = Math.min(5, faults.size());
    String text =
        String.join("; ", faults.subList(0, shown).stream().map(Fault::toString).toList());
    return text + (faults.size() > shown ? "; and " + (faults.size() - shown) + " more" : "");
  }
}
