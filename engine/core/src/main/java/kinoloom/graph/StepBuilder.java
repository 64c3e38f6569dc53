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

  /** Pixels: {@code 1280x720}. Of a film: without it that of its first clip. */
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
   * In a cut: how clips of another ratio than the film are.
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

  /**
   * How the clips of a cut meet, and for how many seconds: {@code "cut"}, {@code "fade"}, {@code
   * "wipeleft"}, … or a list of such, one for each place where two clips meet, gone round again.
   */
  public StepBuilder transition(Object transition, Number seconds) {
    return with("transition", transition).with("transitionSeconds", seconds);
  }

  /** The same, for half a second. */
  public StepBuilder transition(Object transition) {
    return with("transition", transition);
  }

  /** Frames a second of a film; without it what most of its clips have. */
  public StepBuilder fps(Object framesPerSecond) {
    return with("fps", framesPerSecond);
  }

  /** How long a picture is shown that stands among the clips of a cut. */
  public StepBuilder seconds(Object seconds) {
    return with("seconds", seconds);
  }

  /**
   * What a cut does about clips that cannot be made: {@code "wait"} (the default) makes no film,
   * {@code "slate"} shows a slate in their place, {@code "skip"} leaves them out. A film without
   * some of its clips is a draft: nothing else uses it, and it is made anew once they are there.
   */
  public StepBuilder onMissing(Object what) {
    return with(Step.ON_MISSING, what);
  }

  /** Music under a film. */
  public StepBuilder music(Object sound) {
    return with("music", sound);
  }

  /**
   * Music under a film.
   *
   * @param how {@code volume} (1 for as loud as it is), {@code duck} (whether it steps back while
   *     the clips are heard), {@code fadeOut} (seconds)
   */
  public StepBuilder music(Map<String, ?> how, Object sound) {
    CutWords.music(how).forEach(this::with);
    return music(sound);
  }

  /** How loud a film is, in LUFS: -23 for broadcasting, about -14 to -16 for the web. */
  public StepBuilder loudness(Object lufs) {
    return with("loudness", lufs);
  }

  /** What is to be read while each clip of a cut is seen: one text for each. */
  public StepBuilder subtitles(Object texts) {
    return with("subtitles", texts);
  }

  /**
   * What is to be read while each clip of a cut is seen.
   *
   * @param how {@code burn}: whether it is drawn into the picture
   */
  public StepBuilder subtitles(Map<String, ?> how, Object texts) {
    CutWords.subtitles(how).forEach(this::with);
    return subtitles(texts);
  }

  /**
   * How many more requests may be sent after its task failed: 0 to 9, in all of a run. Each goes
   * through the budget.
   */
  public StepBuilder retry(int most) {
    return policy(it -> it.retries(most));
  }

  /**
   * How many more requests may be sent after what it made was refused for its content. What is
   * refused for what was sent is never sent again unchanged.
   */
  public StepBuilder onRefused(int retry) {
    return policy(it -> it.refusedRetries(retry));
  }

  /**
   * How long its task is waited for: {@code "10 min"}, a number of seconds, or a {@link
   * java.time.Duration}. What is not waited for any more goes on, may be charged, and is asked for
   * again when the run is resumed.
   *
   * @throws ValueException if it is no duration
   */
  public StepBuilder timeout(Object longest) {
    return policy(it -> it.timeout(Durations.of(longest)));
  }

  /** The model that is asked, once, when this one has failed for good. */
  public StepBuilder fallback(String model) {
    return policy(it -> it.fallback(model));
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

  /**
   * How often a chat is asked at most until its answer can be used. Each time is paid.
   *
   * @param most a whole number from 1 to {@link Policy#MOST_ASKS}, or its text
   * @throws ValueException when it is none
   */
  public StepBuilder asks(Object most) {
    int asks = Policy.asksOf(most);
    return policy(it -> it.asks(asks));
  }

  /**
   * What a chat's answer must fulfil beside its shape. Where it does not, the model is told the
   * rule and asked again.
   *
   * @param rule what must hold, in words that a model understands
   */
  public StepBuilder check(String rule, Policy.Test holds) {
    return policy(
        it -> {
          List<Policy.Check> rules = new ArrayList<>(it.checks());
          rules.add(new Policy.Check(rule, holds));
          return it.checks(rules);
        });
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
