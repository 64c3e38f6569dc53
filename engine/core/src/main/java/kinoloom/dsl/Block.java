package kinoloom.dsl;

import groovy.lang.Closure;
import groovy.lang.Range;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Place;
import kinoloom.graph.Ref;
import kinoloom.graph.Schema;
import kinoloom.graph.StepBuilder;
import kinoloom.graph.ValueException;

/** The words that every block knows. A word may be said once. */
public class Block {
  private static final Map<String, Class<? extends Block>> TYPES =
      Map.of(
          "chat", Chat.class,
          "t2i", Picture.class,
          "t2v", Clip.class,
          "i2v", Clip.class,
          "ref2v", Clip.class,
          "cut", Cut.class);

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
    Class<?> type = TYPES.get(verb);
    if (type == null) return List.of();
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

  void say(String word, Object value) {
    Place here = context.here();
    Place before = said.putIfAbsent(word, here);
    if (before != null) {
      context.problem(here, "'" + word + "' is said twice (first at " + before + ")", "");
      return;
    }
    step.place(word, here).with(word, DslValues.plain(value));
  }

  StepBuilder step() {
    return step;
  }

  /** Notes a word that is no value of the step. */
  void once(String word) {
    Place here = context.here();
    Place before = said.putIfAbsent(word, here);
    if (before == null) {
      step.place(word, here);
    } else {
      context.problem(here, "'" + word + "' is said twice (first at " + before + ")", "");
    }
  }

  /** Says a word that takes any number of values, in lists or not. */
  void all(String word, Object... values) {
    List<Object> given = new ArrayList<>();
    if (values != null) Collections.addAll(given, values);
    given.removeIf(it -> it == null);
    say(word, given);
  }

  void shape(Object schema) {
    try {
      step.returns(schema);
    } catch (ValueException e) {
      throw new ScriptMistake(e.getMessage(), "");
    }
  }

  public void model(Object model) {
    if (DslValues.plain(model) instanceof Ref ref) {
      throw new ScriptMistake(
          "The model must be known while the script describes the workflow, and " + ref + " is not",
          "");
    }
    say("model", model);
  }

  public void prompt(Object text) {
    say("prompt", text);
  }

  /** Sends fields that the catalogue does not know: {@code option seed: 42}. */
  public void option(Map<String, ?> fields) {
    fields.forEach(
        (name, value) -> {
          Object plain = DslValues.plain(value);
          if (!DslValues.isValue(plain)) {
            throw new ScriptMistake(
                "option " + name + " cannot be sent: it is a " + value.getClass().getSimpleName(),
                "give a text, a number, true or false, or lists and maps of these");
          }
          step.option(name, plain);
        });
  }

  /** Waits for others without using them. */
  public void after(Object... others) {
    for (Object other : others) {
      if (!ofSteps(other)) {
        throw new ScriptMistake(
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

  /** The words of {@code chat}. */
  public static final class Chat extends Block {
    Chat(StepBuilder step, ScriptContext context) {
      super(step, context);
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
      once("asks");
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
  public static class Picture extends Block {
    Picture(StepBuilder step, ScriptContext context) {
      super(step, context);
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
      say("fitRatio", ratio);
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
    public void transition(Object name, Number seconds) {
      say("transition", name);
      say("transitionSeconds", seconds);
    }

    public void transition(Object name) {
      say("transition", name);
    }
  }
}
