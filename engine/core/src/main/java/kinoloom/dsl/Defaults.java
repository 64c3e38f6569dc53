package kinoloom.dsl;

import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.Kind;
import kinoloom.graph.Names;
import kinoloom.graph.Place;
import kinoloom.graph.StepBuilder;

/**
 * What steps say where they do not say otherwise. The words are said to each step before its own,
 * so the last one wins: {@code defaults}, then those of the profile that holds, then the step's.
 */
final class Defaults {
  private final ScriptContext context;
  private final String profile;
  private final List<Layer> general = new ArrayList<>();
  private final List<Layer> special = new ArrayList<>();
  private final Map<String, Place> profiles = new LinkedHashMap<>();
  private final Map<String, Place> described = new HashMap<>();

  /**
   * @param whole whether its block can be read to its end
   */
  record Layer(String verb, Closure<?> block, Place place, boolean whole) {}

  Defaults(ScriptContext context, String profile) {
    this.context = context;
    this.profile = profile;
  }

  /** Reads {@code defaults { … }}. */
  void read(Closure<?> block, Place place) {
    words("defaults", new LayerBlock(this, general), block, place);
  }

  /** Reads {@code profile('draft') { … }}; keeps it if it holds. */
  void read(String name, Closure<?> block, Place place) {
    profiles.putIfAbsent(name, place);
    List<Layer> kept = name.equals(profile) ? special : new ArrayList<>();
    boolean holds = name.equals(profile);
    words("profile", new LayerBlock.OfProfile(this, kept, holds), block, place);
  }

  private void words(String word, LayerBlock delegate, Closure<?> block, Place place) {
    Closure<?> body = (Closure<?>) block.clone();
    body.setDelegate(delegate);
    body.setResolveStrategy(Closure.DELEGATE_FIRST);
    context.inBlock(word, place, () -> Mistakes.told(body::call, context));
  }

  /** What steps of a verb say; told to a step that nobody makes, to find its mistakes here. */
  void layer(List<Layer> into, String verb, Closure<?> block) {
    Place place = context.here(verb);
    Place first = described.get(verb);
    if (first != null) {
      context.problem(
          place,
          "These defaults of " + verb + " come after a step of it (" + first + ")",
          "write them before all steps");
    }
    StepBuilder nobody = context.scope().step(kind(verb), verb);
    boolean whole = say(verb, block, Block.of(verb, nobody, context), place);
    into.add(new Layer(verb, block, place, whole));
  }

  void params(Map<String, ?> values, boolean holds) {
    if (holds) context.params().profile(values);
  }

  /** Says the defaults of a verb to a step of it. */
  void apply(Kind kind, StepBuilder step, Block words, Place place) {
    described.putIfAbsent(kind.verb(), place);
    for (List<Layer> layers : List.of(general, special)) {
      for (Layer layer : layers) {
        if (!layer.verb.equals(kind.verb())) continue;
        if (!layer.whole) step.incomplete();
        else say(layer.verb, layer.block, words, layer.place);
        words.next();
      }
    }
  }

  private boolean say(String verb, Closure<?> block, Block words, Place place) {
    Closure<?> body = (Closure<?>) block.clone();
    body.setDelegate(words);
    body.setResolveStrategy(Closure.DELEGATE_FIRST);
    boolean[] whole = {false};
    context.inBlock(verb, place, () -> whole[0] = Mistakes.told(body::call, context));
    return whole[0];
  }

  private static Kind kind(String verb) {
    for (Kind kind : Kind.values()) if (kind.verb().equals(verb)) return kind;
    throw new IllegalArgumentException(verb);
  }

  /** Whether there is the profile that the caller wants. */
  void check(Place script) {
    context.params().check();
    Set<String> known = profiles.keySet();
    if (profile.isEmpty() || known.contains(profile)) return;
    context.problem(
        script,
        "The script has no profile '" + profile + "'" + Names.offer(profile, known),
        known.isEmpty() ? "write one: profile('" + profile + "') { t2i { … } }" : "");
  }
}
