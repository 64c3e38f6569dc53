package kinoloom.dsl;

import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kinoloom.graph.Input;
import kinoloom.graph.Names;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.ValueException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/** Turns what Groovy throws into words for the script's author. */
final class Mistakes {
  private static final Pattern ON_NULL =
      Pattern.compile("Cannot invoke method (\\w+)\\(\\) on null object");

  private Mistakes() {}

  /** The mistakes that keep a script from compiling. */
  static List<Problem> ofCompiler(MultipleCompilationErrorsException e, String file) {
    List<Problem> problems = new ArrayList<>();
    for (Message message : e.getErrorCollector().getErrors()) {
      if (message instanceof SyntaxErrorMessage syntax) {
        String text = syntax.getCause().getOriginalMessage();
        Place place = new Place(file, syntax.getCause().getStartLine());
        problems.add(Problem.at(place, "This is not Groovy: " + syntax(text)));
      } else if (message instanceof ExceptionMessage exception) {
        problems.add(
            Problem.at(new Place(file, 0), String.valueOf(exception.getCause().getMessage())));
      }
    }
    return problems;
  }

  private static String syntax(String message) {
    if (message.contains("'<EOF>'")) {
      return "the script ends where more is expected; a bracket or a quote may not be closed";
    }
    if (message.startsWith("No map entry allowed")) {
      return "a list or map right after a word needs parentheses, as in messages([role: 'user'])";
    }
    return message.lines().findFirst().orElse("");
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
      boolean same = problem.place().equals(closure);
      throw new ScriptFailure(same ? problem.message() : problem.toString(), thrown);
    }
    note(thrown, context);
    return Input.literal(null);
  }

  static boolean isWords(Throwable thrown) {
    if (thrown instanceof ScriptMistake || thrown instanceof ValueException) return true;
    if (thrown instanceof MissingMethodException e) {
      return e.getType() != null && isOurs(e.getType());
    }
    return thrown instanceof MissingPropertyException e
        && e.getType() != null
        && isOurs(e.getType());
  }

  private static boolean isOurs(Class<?> type) {
    return isScript(type) || Block.class.isAssignableFrom(type);
  }

  private static boolean isScript(Class<?> type) {
    return Script.class.isAssignableFrom(type);
  }

  static Problem problem(Throwable thrown, ScriptContext context) {
    Place place = context.place(thrown);
    if (thrown instanceof ScriptMistake mistake) {
      return new Problem(place, mistake.getMessage(), mistake.hint());
    }
    if (thrown instanceof ValueException) return Problem.at(place, thrown.getMessage());
    if (thrown instanceof MissingMethodException e) return missingMethod(e, place, context);
    if (thrown instanceof MissingPropertyException e) return missingProperty(e, place, context);
    if (thrown instanceof StackOverflowError) {
      return Problem.at(place, "The script calls itself without end");
    }
    if (thrown instanceof NullPointerException) {
      Matcher call = ON_NULL.matcher(String.valueOf(thrown.getMessage()));
      if (call.matches() && isBlockWord(call.group(1))) return runOn(call.group(1), place);
    }
    return Problem.at(place, words(thrown));
  }

  private static boolean isBlockWord(String name) {
    return ScriptBase.VERBS.stream().anyMatch(verb -> Block.words(verb).contains(name));
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
      String typeName = type == null ? "null" : type.getSimpleName();
      return Problem.at(place, typeName + " has no " + name + "(" + types(e.getArguments()) + ")");
    }
    String block = context.block();
    List<String> words = block.isEmpty() ? ScriptBase.WORDS : Block.words(block);
    if (words.contains(name)) {
      return new Problem(
          place,
          "'" + name + "' cannot be used with (" + types(e.getArguments()) + ")" + in(block),
          usage(name));
    }
    if (ScriptBase.WORDS.contains(name)) return outside(name, block, place);
    for (String verb : ScriptBase.VERBS) {
      if (block.isEmpty() && Block.words(verb).contains(name)) {
        return new Problem(
            place, "'" + name + "' belongs inside a block such as " + verb + " { … }", "");
      }
    }
    return Problem.at(
        place, "There is no word '" + name + "'" + in(block) + Names.offer(name, words));
  }

  private static String usage(String name) {
    return switch (name) {
      case "compute" -> "write compute(values) { values -> … }";
      case "output" -> "write output film: film";
      case "param" -> "write param 'name', <default>";
      case "transition" -> "write transition 'fade', 0.5";
      case "option", "returns" -> "write " + name + " name: …";
      default -> ScriptBase.VERBS.contains(name) ? "write " + name + " { … }" : "";
    };
  }

  static Problem outside(String name, String block, Place place) {
    return new Problem(
        place,
        "'" + name + "' cannot stand inside a " + block + " block",
        "write it before the block, and use its result there");
  }

  private static Problem missingProperty(
      MissingPropertyException e, Place place, ScriptContext context) {
    String name = e.getProperty();
    if (e.getType() != null && !isOurs(e.getType())) {
      return Problem.at(place, e.getType().getSimpleName() + " has no property '" + name + "'");
    }
    if (Block.words(context.block()).contains(name)) {
      return new Problem(
          place,
          "'" + name + "' is a word and has no value",
          "a list right after it needs parentheses: " + name + "([…])");
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
    List<String> known = new ArrayList<>(context.variables());
    known.addAll(ScriptBase.WORDS);
    return Problem.at(
        place,
        "There is no '"
            + name
            + "'"
            + Names.nearest(name, known).map(it -> ". Did you mean '" + it + "'?").orElse("")
            + (context.params().containsKey(name) ? ". The param is written params." + name : ""));
  }

  private static String in(String block) {
    return block.isEmpty() ? "" : " in a " + block + " block";
  }

  private static String types(Object[] arguments) {
    if (arguments == null) return "";
    return Arrays.stream(arguments)
        .filter(it -> !(it instanceof Site))
        .map(it -> it == null ? "null" : it instanceof groovy.lang.Closure ? "{ … }" : type(it))
        .collect(Collectors.joining(", "));
  }

  private static String type(Object value) {
    if (value instanceof ScriptRef) return "a value not known yet";
    if (value instanceof CharSequence) return "text";
    if (value instanceof Number) return "a number";
    if (value instanceof Map) return "name: value";
    return value instanceof List ? "a list" : value.getClass().getSimpleName();
  }

  private static String words(Throwable thrown) {
    String message = thrown.getMessage();
    String type = thrown.getClass().getSimpleName();
    return message == null ? type : type + ": " + message.lines().findFirst().orElse("");
  }
}
