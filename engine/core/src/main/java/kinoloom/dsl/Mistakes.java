package kinoloom.dsl;

import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kinoloom.graph.Input;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Names;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.ValueException;
import org.codehaus.groovy.runtime.metaclass.MethodSelectionException;

/** Turns what Groovy throws into words for the script's author. */
final class Mistakes {
  private static final Pattern ON_NULL =
      Pattern.compile(
          "Cannot (?:invoke method|[gs]et property) '?(\\w+)'?(?:\\(\\))? on null object");

  private static final Pattern CALLED = Pattern.compile("which method (\\w+)\\(");

  private static final List<String> TYPES =
      List.of("String", "Integer", "BigDecimal", "Boolean", "Object");
  private static final Set<String> BLOCKS = Block.classNames();
  private static final Set<String> ALL_WORDS = Block.allWords();

  private Mistakes() {}

  /** Runs what a block says. A mistake in it is noted, and then it is false. */
  static boolean told(Runnable words, ScriptContext context) {
    try {
      words.run();
      return true;
    } catch (InvalidWorkflowException e) {
      e.problems().forEach(it -> context.problem(it.place(), it.message(), it.hint()));
    } catch (RuntimeException | AssertionError e) {
      // In a closure that ran on a value, what fails may come of the value: that is told there.
      if (!isWords(e) && context.scope() != context.workflow()) throw e;
      note(e, context);
    }
    return false;
  }

  /**
   * Notes a mistake; what is no mistake of the script's words but of its values goes on as it is.
   */
  static void note(Throwable thrown, ScriptContext context) {
    Problem problem = problem(thrown, context);
    context.problem(problem.place(), problem.message(), problem.hint());
  }

  /**
   * A mistake within a closure that ran on a value. A wrong word is wrong whatever the value is;
   * any other exception may come of the value.
   */
  static Input inClosure(Throwable thrown, Place closure, ScriptContext context) {
    if (!isWords(thrown)) {
      Problem problem = problem(thrown, context);
      boolean same =
          problem.place().line() == closure.line() && problem.place().file().equals(closure.file());
      String where = same ? "" : problem.place() + ": ";
      throw new ScriptFailure(where + problem.message(), thrown);
    }
    note(thrown, context);
    return Input.literal(null);
  }

  static boolean isWords(Throwable thrown) {
    if (isMessage(thrown)) return true;
    if (thrown instanceof MissingMethodException e) {
      return e.getType() != null && isOurs(e.getType());
    }
    return thrown instanceof MissingPropertyException e
        && e.getType() != null
        && isOurs(e.getType());
  }

  private static boolean isMessage(Throwable thrown) {
    return thrown instanceof ScriptMistake || thrown instanceof ValueException;
  }

  private static boolean isOurs(Class<?> type) {
    return isScript(type)
        || Block.class.isAssignableFrom(type)
        || LayerBlock.class.isAssignableFrom(type)
        || type == Approval.class;
  }

  private static boolean isScript(Class<?> type) {
    return Script.class.isAssignableFrom(type);
  }

  static Problem problem(Throwable thrown, ScriptContext context) {
    Place place = context.place(thrown, about(thrown));
    if (thrown instanceof ScriptMistake mistake) {
      return new Problem(place, mistake.getMessage(), mistake.hint());
    }
    if (thrown instanceof ValueException) {
      return new Problem(place, thrown.getMessage(), hinted(thrown));
    }
    if (thrown instanceof ScriptFailure) return Problem.at(place, thrown.getMessage());
    if (thrown instanceof MissingMethodException e) return missingMethod(e, place, context);
    if (thrown instanceof MissingPropertyException e) return missingProperty(e, place, context);
    if (thrown instanceof StackOverflowError) {
      return new Problem(
          place, "The script calls itself without end", "see what ends the calls of a function");
    }
    if (thrown instanceof NullPointerException) {
      Matcher call = ON_NULL.matcher(String.valueOf(thrown.getMessage()));
      if (call.matches()) return onNull(call.group(1), place, context);
    }
    if (thrown instanceof MethodSelectionException) return ambiguous(thrown, place, context);
    return OwnCode.problem(thrown, place);
  }

  /** The name in the script that a mistake is about; empty where there is none. */
  private static String about(Throwable thrown) {
    if (thrown instanceof ScriptMistake mistake && !mistake.about().isEmpty()) {
      return mistake.about();
    }
    if (isMessage(thrown)) return saying(thrown);
    if (thrown instanceof MissingMethodException e) return e.getMethod();
    if (thrown instanceof MissingPropertyException e) return e.getProperty();
    Matcher call = ON_NULL.matcher(String.valueOf(thrown.getMessage()));
    return thrown instanceof NullPointerException && call.matches() ? call.group(1) : "";
  }

  /** An example of the word that it is about. */
  private static String hinted(Throwable thrown) {
    String word = saying(thrown);
    return word.isEmpty() ? "" : usage(word);
  }

  /** The word of a block that was being read when it came up; empty where none was. */
  private static String saying(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String word = frame.getMethodName();
      boolean block = BLOCKS.contains(frame.getClassName());
      if (block && ALL_WORDS.contains(word)) return word;
    }
    return "";
  }

  private static Problem onNull(String name, Place place, ScriptContext context) {
    if (Block.words(context.block()).contains(name)) return runOn(name, place);
    return new Problem(
        place,
        "'" + name + "' is asked of nothing: the value before it is null",
        "see where the value comes from, or ask with ?." + name);
  }

  private static Problem ambiguous(Throwable thrown, Place place, ScriptContext context) {
    Matcher called = CALLED.matcher(String.valueOf(thrown.getMessage()));
    String name = called.find() ? called.group(1) : "";
    return new Problem(
        place, "'" + name + "' cannot be used with ()" + in(context.block()), usage(name));
  }

  /** Groovy reads {@code model 'a' prompt 'b'} as {@code model('a').prompt('b')}. */
  private static Problem runOn(String word, Place place) {
    return new Problem(
        place,
        "'" + word + "' follows another word on the same line",
        "put it on a line of its own, or a ';' before it");
  }

  private static Problem missingMethod(
      MissingMethodException e, Place place, ScriptContext context) {
    String name = e.getMethod();
    Class<?> type = e.getType();
    if (type == null || !isOurs(type)) {
      return OwnCode.noMethod(type, name, types(e.getArguments()), place);
    }
    String block = context.block();
    List<String> words = block.isEmpty() ? ScriptBase.WORDS : Block.words(block);
    if (words.contains(name)) {
      return new Problem(
          place,
          "'" + name + "' cannot be used with (" + types(e.getArguments()) + ")" + in(block),
          usage(name));
    }
    if (context.functions().contains(name)) {
      return new Problem(
          place,
          "The function '" + name + "' cannot be used with (" + types(e.getArguments()) + ")",
          "see how many values it takes where it is declared");
    }
    if (ScriptBase.WORDS.contains(name)) return outside(name, block, place);
    List<String> verbs =
        ScriptBase.VERBS.stream().filter(it -> Block.words(it).contains(name)).toList();
    if (!verbs.isEmpty() && Block.layer(block)) {
      return new Problem(
          place,
          "'" + name + "' belongs inside the block of a verb",
          "write " + block + " { " + verbs.get(0) + " { " + name + " … } }");
    }
    if (!verbs.isEmpty() && block.isEmpty()) {
      return new Problem(
          place, "'" + name + "' belongs inside a block such as " + verbs.get(0) + " { … }", "");
    }
    List<String> known = new ArrayList<>(words);
    if (block.isEmpty()) known.addAll(0, context.functions());
    return new Problem(
        place,
        "There is no word '" + name + "'" + in(block) + Names.offer(name, known),
        verbs.isEmpty() ? "" : "only " + String.join(", ", verbs) + " blocks know it");
  }

  private static String usage(String name) {
    return switch (name) {
      case "compute" -> "write compute(values) { values -> … }";
      case "output" -> "write output film: film";
      case "param" ->
          "write param 'name', <default>; or param 'name', String where one must be given";
      case "params" -> "write params.name";
      case "transition" -> "write transition 'fade', 0.5";
      case "option", "returns" -> "write " + name + " name: …";
      case "approve" -> "write approve('Is it good?', value)";
      case "check" -> "write check('what must hold') { answer -> … }";
      case "takes" -> "write takes 3, or takes 3, deadline: '2h', otherwise: 1";
      case "onRefused" -> "write onRefused retry: 1";
      case "music" -> "write music file('song.mp3'), volume: 0.3";
      case "subtitles" -> "write subtitles board.shots.line, or subtitles(['…', '…'], burn: true)";
      case "asks", "retry" -> "write " + name + " 2";
      case "timeout" -> "write timeout '10 min'";
      case "fallback" -> "write fallback 'model'";
      case "oneOf" -> "write oneOf('dark', 'bright')";
      case "text" -> "write text(max: 80, 'what it is'), or String";
      case "integer" -> "write integer(3..8), or Integer";
      case "number" -> "write number(0.0..1.0), or BigDecimal";
      case "list" -> "write list([scene: String], 3..8)";
      case "optional" -> "write optional(String)";
      case "described" -> "write described(Boolean, 'whether it rains')";
      case "profile" -> "write profile('draft') { t2i { … } }";
      case "defaults" -> "write defaults { t2i { … } }";
      case "include" -> "write include 'cast.groovy'";
      case "file" -> "write file('hero.jpg')";
      case "budget" -> "write budget 20, clips: 12";
      case "title" -> "write title '…'";
      default ->
          ScriptBase.VERBS.contains(name)
              ? "write " + name + " { … }"
              : "write " + name + " with one value after it";
    };
  }

  static Problem outside(String name, String block, Place place) {
    return new Problem(
        place,
        "'" + name + "' cannot stand inside " + a(block) + " block",
        "write it before the block, and use its result there");
  }

  private static Problem missingProperty(
      MissingPropertyException e, Place place, ScriptContext context) {
    String name = e.getProperty();
    if (e.getType() != null && !isOurs(e.getType())) {
      return OwnCode.noProperty(e.getType(), name, place);
    }
    if (Block.words(context.block()).contains(name)) {
      return new Problem(
          place,
          "'" + name + "' is a word and has no value",
          context.negated(name, place)
              ? "a number below 0 needs parentheses: " + name + "(-…)"
              : "write a value after it; a list there needs parentheses: " + name + "([…])");
    }
    if (name.equals("file")) {
      return new Problem(
          place,
          "The word 'file' needs parentheses",
          "write file('…') with the file's name in them, as in firstFrame file('hero.jpg')");
    }
    if (ScriptBase.WORDS.contains(name)) {
      return new Problem(place, "'" + name + "' is a word and has no value", usage(name));
    }
    return unknown(name, place, context);
  }

  private static Problem unknown(String name, Place place, ScriptContext context) {
    String there = "There is no '" + name + "'";
    if (context.params().containsKey(name)) {
      return Problem.at(place, there + ". The param is written params." + name);
    }
    String keeper = context.keeper(name, place.file());
    if (keeper != null) {
      return new Problem(
          place,
          there + " here: " + keeper + " keeps it to itself",
          "write " + name + " = … there, without def");
    }
    if (context.variables().contains(name)) {
      return new Problem(
          place,
          there + " here, or not yet",
          "a name must be given above the line that uses it; a variable that functions use is"
              + " written without def, and one of a closure is known only in it");
    }
    List<String> known = new ArrayList<>(context.variables());
    known.addAll(ScriptBase.WORDS);
    if (context.block().equals("chat")) known.addAll(TYPES);
    Optional<String> near = Names.nearest(name, known);
    boolean variable =
        near.filter(it -> context.variables().contains(it) || TYPES.contains(it)).isPresent();
    return new Problem(
        place,
        there + near.map(it -> ". Did you mean '" + it + "'?").orElse(""),
        variable ? "" : "a text needs quotes: '" + name + "'");
  }

  private static String in(String block) {
    return block.isEmpty() ? "" : " in " + a(block) + " block";
  }

  /** A word with its article. */
  static String a(String word) {
    return ("aeio".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
  }

  private static String types(Object[] arguments) {
    if (arguments == null) return "";
    return Arrays.stream(arguments)
        .filter(it -> !(it instanceof Site))
        .map(it -> it == null ? "null" : it instanceof groovy.lang.Closure ? "{ … }" : type(it))
        .collect(Collectors.joining(", "));
  }

  private static String type(Object value) {
    return value instanceof ScriptRef ? "a value not known yet" : OwnCode.kind(value.getClass());
  }
}
