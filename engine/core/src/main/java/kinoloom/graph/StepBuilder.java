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
  public static final int MOST_TAKES = 20;

  private static final List<String> UNTIL = List.of("deadline", "otherwise");

  private final Scope scope;
  private final Kind kind;
  private final String name;
  private final Map<String, Input> params = new LinkedHashMap<>();
  private final Map<String, Object> options = new LinkedHashMap<>();
  private final List<Object> after = new ArrayList<>();
  private int takes = 1;
  private Deadline deadline = Deadline.NONE;
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

  /** Sends a field that the catalogue does not know, under its own name. */
  public StepBuilder option(String field, Object value) {
    options.put(field, value);
    return this;
  }

  /** Makes several takes; a person chooses one. A number from 1 to {@link #MOST_TAKES}. */
  public StepBuilder takes(Object number) {
    return takes(number, Map.of());
  }

  /**
   * The same, and how long a person is waited for.
   *
   * @param until {@code deadline} and {@code otherwise}, the number of a take
   * @throws ValueException saying what is wrong with it
   */
  public StepBuilder takes(Object number, Map<String, ?> until) {
    boolean whole = String.valueOf(number).matches("[1-9]\\d?");
    takes = whole ? Integer.parseInt(String.valueOf(number)) : 0;
    if (takes < 1 || takes > MOST_TAKES) {
      throw new ValueException(
          "takes wants a number from 1 to " + MOST_TAKES + ", and this is " + number);
    }
    for (String word : until.keySet()) {
      if (!UNTIL.contains(word)) {
        throw new ValueException("takes knows no '" + word + "'" + Names.offer(word, UNTIL));
      }
    }
    deadline = Deadline.of(until.get("deadline"), until.get("otherwise"), takes);
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
    StepId id = takes > 1 ? choice(shape) : scope.add(name, it -> step(it, shape));
    return Ref.to(Input.outputOf(id), shape);
  }

  private Step step(StepId id, Schema shape) {
    return new Step(id, kind, params, shape, policy, body, place, places);
  }

  /** The takes, and the gate behind them. */
  private StepId choice(Schema shape) {
    List<StepId> made = new ArrayList<>();
    for (int take = 1; take <= takes; take++) {
      made.add(scope.add(name, take, it -> step(it, shape)));
    }
    var gate = new Step.Body.Gate("Which take is it to be?", deadline, made);
    Map<String, Input> among =
        Map.of("value", Ref.toInput(made.stream().map(Input::outputOf).toList()));
    return scope.add(
        name, it -> new Step(it, Kind.GATE, among, shape, Policy.DEFAULT, gate, place, places));
  }
}
