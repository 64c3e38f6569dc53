package kinoloom.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing to be made.
 *
 * @param params by the words of the language ({@code prompt}, {@code firstFrame}, …)
 * @param returns the shape a chat answers in; {@link Schema#TEXT} when it answers in prose
 * @param policy how it is carried through when it does not go well at once
 * @param body what a local step runs; null for the others
 * @param places where each word of it stands, as far as that is known
 */
public record Step(
    StepId id,
    Kind kind,
    Map<String, Input> params,
    Schema returns,
    Policy policy,
    Body body,
    Place place,
    Map<String, Place> places) {

  /** The word that makes a step wait for others without using them. */
  public static final String AFTER = "after";

  /** The word that says what a cut does about clips that cannot be made. */
  public static final String ON_MISSING = "onMissing";

  /** Waits until all its clips are there. */
  public static final String WAIT = "wait";

  /** Shows a slate in their place. */
  public static final String SLATE = "slate";

  /** Leaves them out. */
  public static final String SKIP = "skip";

  /** Marks a step whose block could not be read to its end. */
  public static final String INCOMPLETE = "incomplete";

  public Step {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    places = Map.copyOf(places);
  }

  /** The same, asked of another model. */
  public Step withModel(String model) {
    Map<String, Input> words = new LinkedHashMap<>(params);
    words.put("model", new Input.Literal(model));
    return new Step(id, kind, words, returns, policy, body, place, places);
  }

  /** Where a word of it stands, or else the step. */
  public Place place(String word) {
    return places.getOrDefault(word, place);
  }

  public Input param(String word) {
    return params.get(word);
  }

  /** The model as written, or an empty string. */
  public String model() {
    return params.get("model") instanceof Input.Literal literal
        ? String.valueOf(literal.value())
        : "";
  }

  /** What it does about clips that cannot be made. */
  public String onMissing() {
    boolean said = params.get(ON_MISSING) instanceof Input.Literal;
    return said ? String.valueOf(((Input.Literal) params.get(ON_MISSING)).value()) : WAIT;
  }

  /** Whether it goes on where a value of a word cannot be had. */
  public boolean goesOnWithout(String word) {
    return kind == Kind.CUT && word.equals("clips") && !onMissing().equals(WAIT);
  }

  /** The same under another name: another take of it. */
  public Step named(StepId other) {
    return new Step(other, kind, params, returns, policy, body, place, places);
  }

  /** What a local step runs. Called on one thread, never two at a time within a run. */
  public sealed interface Body {

    /** Makes more steps once its source is known. */
    non-sealed interface Expand extends Body {
      /**
       * @param source for a {@code collect} a list whose elements are literals or inputs that will
       *     be known; for a {@code then} one literal
       */
      Fragment expand(Input source);

      /** Whether the whole value must be known, or the shape of the list is enough. */
      boolean needsValue();
    }

    /**
     * Asks a person.
     *
     * @param takes among which one is chosen; empty where a value is approved
     */
    record Gate(String question, Deadline deadline, List<StepId> takes) implements Body {
      public Gate {
        takes = List.copyOf(takes);
      }
    }

    /** Turns known values into another. */
    non-sealed interface Compute extends Body {
      Object compute(Object value) throws Exception;
    }
  }
}
