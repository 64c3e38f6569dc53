package kinoloom.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Says what a step is, word by word. Values may be plain values, {@link Ref}s, or lists and maps
 * with refs inside. Nothing is checked here: all mistakes of a workflow are reported together.
 */
public final class StepBuilder {
  private final Scope scope;
  private final Kind kind;
  private final String name;
  private final Map<String, Input> params = new LinkedHashMap<>();
  private final Map<String, Object> options = new LinkedHashMap<>();
  private final List<Object> after = new ArrayList<>();
  private Schema returns;
  private Policy policy = Policy.DEFAULT;
  private Step.Body body;
  private Place place = Place.UNKNOWN;
  private final Map<String, Place> places = new HashMap<>();

  StepBuilder(Scope scope, Kind kind, String name) {
    this.scope = scope;
    this.kind = kind;
    this.name = name;
  }

  public StepBuilder model(String model) {
    return with("model", model);
  }

  public StepBuilder system(Object text) {
    return with("system", text);
  }

  public StepBuilder prompt(Object text) {
    return with("prompt", text);
  }

  /**
   * What a chat is asked, message by message, instead of a prompt: maps with {@code role} and
   * {@code content}, or lists of such.
   */
  public StepBuilder messages(Object... messages) {
    return with("messages", Arrays.asList(messages));
  }

  public StepBuilder negativePrompt(Object text) {
    return with("negativePrompt", text);
  }

  /** Seconds. */
  public StepBuilder duration(Object seconds) {
    return with("duration", seconds);
  }

  /** {@code 480p}, {@code 540p}, {@code 720p} or {@code 1080p}; spelt as the model wants it. */
  public StepBuilder resolution(Object resolution) {
    return with("resolution", resolution);
  }

  /** {@code 16:9}, {@code 9:16}, {@code 1:1}, … */
  public StepBuilder ratio(Object ratio) {
    return with("ratio", ratio);
  }

  /** Pixels: {@code 1280x720}. */
  public StepBuilder size(Object size) {
    return with("size", size);
  }

  public StepBuilder offPeak(Object yes) {
    return with("offPeak", yes);
  }

  public StepBuilder firstFrame(Object picture) {
    return with("firstFrame", picture);
  }

  public StepBuilder lastFrame(Object picture) {
    return with("lastFrame", picture);
  }

  public StepBuilder images(Object... pictures) {
    return with("images", Arrays.asList(pictures));
  }

  /**
   * How pictures that do not fit are made to: {@code "crop"}, {@code "pad"} or {@code "blur"}. They
   * are brought to the step's ratio and within the model's limits; the originals stay as they are.
   */
  public StepBuilder fit(Object how) {
    return with("fit", how);
  }

  /** The same, to a ratio such as {@code 16:9}, where no other word of the step says one. */
  public StepBuilder fit(Object how, Object ratio) {
    return with("fit", how).with("fitRatio", ratio);
  }

  public StepBuilder videos(Object... clips) {
    return with("videos", Arrays.asList(clips));
  }

  public StepBuilder audios(Object... sounds) {
    return with("audios", Arrays.asList(sounds));
  }

  /** The clips of a cut, in order; lists among them are joined. */
  public StepBuilder clips(Object... clips) {
    return with("clips", Arrays.asList(clips));
  }

  /** How the clips of a cut meet: {@code "cut"} or {@code "fade"}, and for how many seconds. */
  public StepBuilder transition(String transition, Number seconds) {
    return with("transition", transition).with("transitionSeconds", seconds);
  }

  public StepBuilder transition(String transition) {
    return with("transition", transition);
  }

  /** Sends a field that the catalogue does not know, under its own name. */
  public StepBuilder option(String field, Object value) {
    options.put(field, value);
    return this;
  }

  /** The shape a chat answers in, as {@link Schema#of} reads it. */
  public StepBuilder returns(Object schema) {
    returns = Schema.of(schema);
    return this;
  }

  /** Waits for others without using them. */
  public StepBuilder after(Object... others) {
    after.addAll(Arrays.asList(others));
    return this;
  }

  /** Any word of the language. */
  public StepBuilder with(String word, Object value) {
    params.put(word, Ref.toInput(value));
    return this;
  }

  public StepBuilder place(Place where) {
    place = where;
    return this;
  }

  /** Where a word of it stands. */
  public StepBuilder place(String word, Place where) {
    places.put(word, where);
    return this;
  }

  StepBuilder policy(UnaryOperator<Policy> change) {
    policy = change.apply(policy);
    return this;
  }

  StepBuilder body(Step.Body what) {
    body = what;
    return this;
  }

  /**
   * Says that words are missing because of a mistake reported already; what is missing is no new
   * one.
   */
  public StepBuilder incomplete() {
    return with(Step.INCOMPLETE, true);
  }

  /** Adds the step to its scope. */
  public Ref add() {
    if (!options.isEmpty()) with("options", options);
    if (!after.isEmpty()) with(Step.AFTER, after);
    Schema shape = kind == Kind.CHAT ? (returns == null ? Schema.TEXT : returns) : null;
    StepId id =
        scope.add(name, it -> new Step(it, kind, params, shape, policy, body, place, places));
    return Ref.to(Input.outputOf(id), shape);
  }
}
