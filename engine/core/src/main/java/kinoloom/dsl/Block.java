package kinoloom.dsl;

import groovy.lang.Closure;
import groovy.lang.GString;
import groovy.lang.Range;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kinoloom.graph.CutWords;
import kinoloom.graph.Place;
import kinoloom.graph.Ref;
import kinoloom.graph.Schema;
import kinoloom.graph.StepBuilder;
import kinoloom.graph.ValueException;

/** The words that every block knows. A word may be said once. */
public class Block {
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "approve", Approval.class,
          "chat", Chat.class,
          "t2i", Picture.class,
          "t2v", Clip.class,
          "i2v", Clip.class,
          "ref2v", Clip.class,
          "cut", Cut.class,
          "defaults", LayerBlock.class,
          "profile", LayerBlock.OfProfile.class);

  private static final Map<String, List<String>> WORDS =
      TYPES.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> wordsOf(it.getValue())));

  private final StepBuilder step;
  private final Map<String, Place> said = new HashMap<>();
  final ScriptContext context;

  Block(StepBuilder step, ScriptContext context) {
    this.step = step;
    this.context = context;
  }

  static Block of(String verb, StepBuilder step, ScriptContext context) {
    return switch (verb) {
      case "chat" -> new Chat(step, context);
      case "t2i" -> new Picture(step, context);
      case "cut" -> new Cut(step, context);
      default -> new Clip(step, context);
    };
  }

  /** The words of a verb's block. */
  static List<String> words(String verb) {
    return WORDS.getOrDefault(verb, List.of());
  }

  /** The words of all blocks of steps and of {@code approve}. */
  static Set<String> allWords() {
    return WORDS.values().stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
  }

  /** The classes whose methods are those words. */
  static Set<String> classNames() {
    Set<String> names = new HashSet<>();
    for (Class<?> type : TYPES.values()) {
      for (Class<?> level = type; level != Object.class; level = level.getSuperclass()) {
        names.add(level.getName());
      }
    }
    return names;
  }

  /** Whether a block holds those of verbs. */
  static boolean layer(String block) {
    return block.equals("defaults") || block.equals("profile");
  }

  private static List<String> wordsOf(Class<?> type) {
    List<String> words = new ArrayList<>();
    for (Class<?> level = type; level != Object.class; level = level.getSuperclass()) {
      for (Method method : level.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers()) && !words.contains(method.getName())) {
          words.add(method.getName());
        }
      }
    }
    Collections.sort(words);
    return words;
  }

  /** What was said so far may be said again: it was only a default. */
  void next() {
    said.clear();
  }

  void say(String word, Object value) {
    if (!first(word)) return;
    Object plain = hollow(value) ? null : DslValues.plain(value);
    // Within a closure it may come of a sample; there the run tells, before the step is paid.
    boolean sure = context.scope() == context.workflow();
    if (sure && (hollow(value) || plain == null && word.equals("prompt"))) {
      throw new ScriptMistake(
          word,
          "There is nothing to say: a value in the " + word + " is null",
          "see where the value comes from; a name that a map does not have gives null");
    }
    step.with(word, plain);
  }

  /** Says what belongs to a word that is said already: it is not there twice by itself. */
  final void more(String word, String at, Object value) {
    if (said.putIfAbsent(word, context.here(at)) != null) return;
    step.place(word, context.here(at)).with(word, DslValues.plain(value));
  }

  /** Notes where a word stands; whether it is said for the first time. */
  final boolean first(String word) {
    Place here = context.here(word);
    Place before = said.putIfAbsent(word, here);
    if (before != null) {
      Place again = context.here(word, after(before));
      context.problem(
          again, "'" + word + "' is said twice (first at " + before + ")", "leave out one of them");
      return false;
    }
    step.place(word, here);
    return true;
  }

  /** Whether it is a text with a hole that has nothing in it. */
  private static boolean hollow(Object value) {
    return "null".equals(value)
        || value instanceof GString text && Arrays.asList(text.getValues()).contains(null);
  }

  private static Place after(Place before) {
    return new Place(before.file(), before.line(), before.column() + 1);
  }

  StepBuilder step() {
    return step;
  }

  /** Says a word that takes any number of values, in lists or not. */
  void all(String word, Object... values) {
    List<Object> given = new ArrayList<>();
    if (values != null) Collections.addAll(given, values);
    given.removeIf(it -> it == null);
    say(word, given);
  }

  void shape(Object schema) {
    step.place("returns", context.here("returns"));
    try {
      step.returns(schema);
    } catch (ValueException e) {
      throw new ScriptMistake("returns", e.getMessage(), "such as returns title: String");
    }
  }

  public void model(Object model) {
    if (DslValues.plain(model) instanceof Ref ref) {
      throw new ScriptMistake(
          "model",
          "The model must be known while the script describes the workflow, and " + ref + " is not",
          "name it: model '…', or take it from a param");
    }
    say("model", model);
  }

  public void prompt(Object text) {
    say("prompt", text);
  }

  void choice(Object number, Map<String, ?> until) {
    if (!first("takes")) return;
    try {
      step.takes(DslValues.plain(number), until);
    } catch (ValueException e) {
      throw new ScriptMistake(
          "takes", e.getMessage(), "such as takes 3, deadline: '2h', otherwise: 1");
    }
  }

  /** Sends fields that the catalogue does not know: {@code option seed: 42}. */
  public void option(Map<String, ?> fields) {
    fields.forEach(
        (name, value) -> {
          Object plain = DslValues.plain(value);
          if (!DslValues.isValue(plain)) {
            throw new ScriptMistake(
                name,
                "option " + name + " cannot be sent: it is a " + value.getClass().getSimpleName(),
                "give a text, a number, true or false, or lists and maps of these");
          }
          step.place("option " + name, context.here(name)).option(name, plain);
        });
  }

  /** Waits for others without using them. */
  public void after(Object... others) {
    for (Object other : others) {
      if (!ofSteps(other)) {
        throw new ScriptMistake(
            "after",
            "after takes what other steps give, and this is '" + other + "'",
            "write after a, where a is the variable of a step");
      }
      step.after(DslValues.plain(other));
    }
  }

  private static boolean ofSteps(Object value) {
    if (value instanceof Collection<?> list) return list.stream().allMatch(Block::ofSteps);
    if (value instanceof Map<?, ?> map) return map.values().stream().allMatch(Block::ofSteps);
    return value instanceof ScriptRef || value instanceof SampleValue;
  }

  /**
   * The words of all that the platform makes: how it goes on when that does not go well at once.
   */
  public static class Remote extends Block {
    private final StepBuilder step;

    Remote(StepBuilder step, ScriptContext context) {
      super(step, context);
      this.step = step;
    }

    /** {@code retry 2}: how many more requests may be sent after its task failed. */
    public void retry(Object most) {
      carry("retry", () -> step.retry(few("retry", most)));
    }

    /** {@code onRefused retry: 1}: the same after what it made was refused for its content. */
    public void onRefused(Map<String, ?> what) {
      if (!what.keySet().equals(Set.of("retry"))) {
        throw new ScriptMistake(
            "onRefused takes retry: and a number, not " + String.join(", ", what.keySet()) + ":",
            "write onRefused retry: 1");
      }
      carry("onRefused", () -> step.onRefused(few("onRefused retry:", what.get("retry"))));
    }

    /** {@code timeout '10 min'} or {@code timeout 600}: how long its task is waited for. */
    public void timeout(Object longest) {
      carry("timeout", () -> step.timeout(DslValues.plain(longest)));
    }

    /**
     * {@code fallback 'other-model'}: who is asked, once, when its own model has failed for good.
     */
    public void fallback(Object model) {
      if (!(DslValues.plain(model) instanceof String name)) {
        throw new ScriptMistake("fallback takes a model, not " + model, "write fallback 'model'");
      }
      carry("fallback", () -> step.fallback(name));
    }

    private static int few(String word, Object times) {
      if (times instanceof Integer number) return number;
      throw new ScriptMistake(word + " takes a whole number, not " + times, "write " + word + " 1");
    }

    private void carry(String word, Runnable say) {
      if (!first(word)) return;
      try {
        say.run();
      } catch (ValueException e) {
        throw new ScriptMistake(word, e.getMessage(), "");
      }
    }
  }

  /** The words of {@code chat}. */
  public static final class Chat extends Remote {
    Chat(StepBuilder step, ScriptContext context) {
      super(step, context);
    }

    /** Makes several; {@code kino pick} chooses one. */
    public void takes(Object number) {
      choice(number, Map.of());
    }

    /** {@code takes 3, deadline: '2h', otherwise: 1}: and how long a person is waited for. */
    public void takes(Map<String, ?> until, Object number) {
      choice(number, until);
    }

    public void system(Object text) {
      say("system", text);
    }

    /** {@code messages([role: 'user', content: '…'], …)}: a conversation instead of a prompt. */
    public void messages(Object... messages) {
      all("messages", messages);
    }

    /** The shape of the answer: {@code returns title: String, shots: [[scene: String]]}. */
    public void returns(Map<String, ?> schema) {
      shape(schema);
    }

    public void returns(List<?> schema) {
      shape(schema);
    }

    public void returns(Class<?> type) {
      shape(type);
    }

    public void returns(Schema schema) {
      shape(schema);
    }

    /** {@code asks 2}: how often it is asked at most until its answer can be used. */
    public void asks(Object most) {
      first("asks");
      step().asks(DslValues.plain(most));
    }

    /**
     * {@code check('each shot is at most 8 s') { board -> board.shots.every { it.seconds <= 8 } }}:
     * what the answer must fulfil. May stand several times.
     */
    public void check(CharSequence rule, Closure<?> holds) {
      step().check(rule.toString(), new Rule(holds, context));
    }

    /** A text: {@code text(max: 80, 'what the camera sees')}. */
    public Schema text() {
      return Schema.TEXT;
    }

    public Schema text(CharSequence about) {
      return Schema.described(Schema.TEXT, about);
    }

    public Schema text(Map<String, ?> length) {
      return Shapes.text(length);
    }

    public Schema text(Map<String, ?> length, CharSequence about) {
      return Schema.described(Shapes.text(length), about);
    }

    /** A whole number: {@code integer(3..8, 'seconds')}. */
    public Schema integer(Range<?> range) {
      return Shapes.integer(range);
    }

    public Schema integer(Range<?> range, CharSequence about) {
      return Schema.described(Shapes.integer(range), about);
    }

    /** A number: {@code number(0.0..1.0)}. */
    public Schema number(Range<?> range) {
      return Shapes.number(range);
    }

    public Schema number(Range<?> range, CharSequence about) {
      return Schema.described(Shapes.number(range), about);
    }

    /** One of some texts: {@code oneOf('dark', 'bright')}. */
    public Schema oneOf(Object... values) {
      return Schema.oneOf(values);
    }

    /**
     * A list of so many: {@code list([scene: String], 3..8)}, {@code list(String, params.shots)}.
     */
    public Schema list(Object element, Object count) {
      return Shapes.list(element, count);
    }

    public Schema list(Object element, Object count, CharSequence about) {
      return Schema.described(Shapes.list(element, count), about);
    }

    /** A field that may be left out: {@code note: optional(String)}. */
    public Schema optional(Object shape) {
      return Schema.optional(shape);
    }

    /** Says what a value is about: {@code described(Boolean, 'whether it rains')}. */
    public Schema described(Object shape, CharSequence about) {
      return Schema.described(shape, about);
    }
  }

  /** The words of {@code t2i}. */
  public static class Picture extends Remote {
    Picture(StepBuilder step, ScriptContext context) {
      super(step, context);
    }

    /** Makes several; {@code kino pick} chooses one. */
    public void takes(Object number) {
      choice(number, Map.of());
    }

    /** {@code takes 3, deadline: '2h', otherwise: 1}: and how long a person is waited for. */
    public void takes(Map<String, ?> until, Object number) {
      choice(number, until);
    }

    public void negativePrompt(Object text) {
      say("negativePrompt", text);
    }

    public void size(Object pixels) {
      say("size", pixels);
    }

    public void resolution(Object resolution) {
      say("resolution", resolution);
    }

    public void ratio(Object ratio) {
      say("ratio", ratio);
    }
  }

  /** The words of {@code t2v}, {@code i2v} and {@code ref2v}. */
  public static final class Clip extends Picture {
    Clip(StepBuilder step, ScriptContext context) {
      super(step, context);
    }

    public void duration(Object seconds) {
      say("duration", seconds);
    }

    public void offPeak(Object yes) {
      say("offPeak", yes);
    }

    public void firstFrame(Object picture) {
      say("firstFrame", picture);
    }

    public void lastFrame(Object picture) {
      say("lastFrame", picture);
    }

    public void images(Object... pictures) {
      all("images", pictures);
    }

    /**
     * How pictures that do not fit are made to: {@code 'crop'}, {@code 'pad'} or {@code 'blur'}.
     */
    public void fit(Object how) {
      say("fit", how);
    }

    /** {@code fit 'crop', '16:9'}: and to which ratio, where no other word says so. */
    public void fit(Object how, Object ratio) {
      say("fit", how);
      more("fitRatio", "fit", ratio);
    }

    public void videos(Object... clips) {
      all("videos", clips);
    }

    public void audios(Object... sounds) {
      all("audios", sounds);
    }
  }

  /** The words of {@code cut}. */
  public static final class Cut extends Block {
    Cut(StepBuilder step, ScriptContext context) {
      super(step, context);
    }

    public void clips(Object... clips) {
      all("clips", clips);
    }

    /** {@code transition 'fade', 0.5}: how clips meet, and for how many seconds. */
    public void transition(Object name, Object seconds) {
      say("transition", name);
      more("transitionSeconds", "transition", seconds);
    }

    public void transition(Object name) {
      say("transition", name);
    }

    /** {@code size '1280x720'}; without it the film is as large as its first clip. */
    public void size(Object pixels) {
      say("size", pixels);
    }

    /** Frames a second; without it what most of the clips have. */
    public void fps(Object framesPerSecond) {
      say("fps", framesPerSecond);
    }

    /** How clips of another ratio are shown: {@code 'pad'}, {@code 'crop'} or {@code 'blur'}. */
    public void fit(Object how) {
      say("fit", how);
    }

    /** How long a picture among the clips is shown. */
    public void seconds(Object seconds) {
      say("seconds", seconds);
    }

    /**
     * What is done about a clip that was not made: {@code 'wait'}, {@code 'slate'}, {@code 'skip'}.
     */
    public void onMissing(Object what) {
      say("onMissing", what);
    }

    /** {@code music file('song.mp3'), volume: 0.3, duck: true, fadeOut: 2}. */
    public void music(Map<String, ?> how, Object sound) {
      CutWords.music(how).forEach((word, value) -> more(word, "music", value));
      say("music", sound);
    }

    public void music(Object sound) {
      say("music", sound);
    }

    /** How loud the film is, in LUFS: {@code loudness -16}. */
    public void loudness(Object lufs) {
      say("loudness", lufs);
    }

    /** {@code subtitles board.shots.line, burn: true}: one text for each clip. */
    public void subtitles(Map<String, ?> how, Object texts) {
      CutWords.subtitles(how).forEach((word, value) -> more(word, "subtitles", value));
      say("subtitles", texts);
    }

    public void subtitles(Object texts) {
      say("subtitles", texts);
    }
  }
}
