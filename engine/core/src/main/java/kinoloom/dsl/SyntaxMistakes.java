package kinoloom.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/** What keeps a script from compiling, in words for its author. */
final class SyntaxMistakes {
  /** Begins a message that is for authors already. */
  static final String OURS = "kino: ";

  private static final Pattern NO_CLASS = Pattern.compile("unable to resolve class (\\S+).*");
  private static final Pattern TWICE =
      Pattern.compile(".*already contains a variable of the name (\\S+).*");

  /** Signs of Chinese keyboards and of word processors, and what code needs in their place. */
  private static final Map<Integer, String> MEANT =
      Map.ofEntries(
          Map.entry((int) '，', ","),
          Map.entry((int) '、', ","),
          Map.entry((int) '；', ";"),
          Map.entry((int) '：', ":"),
          Map.entry((int) '（', "("),
          Map.entry((int) '）', ")"),
          Map.entry((int) '｛', "{"),
          Map.entry((int) '｝', "}"),
          Map.entry((int) '［', "["),
          Map.entry((int) '］', "]"),
          Map.entry((int) '【', "["),
          Map.entry((int) '】', "]"),
          Map.entry((int) '＝', "="),
          Map.entry((int) '＂', "\""),
          Map.entry((int) '＇', "'"),
          Map.entry((int) '“', "\""),
          Map.entry((int) '”', "\""),
          Map.entry((int) '„', "\""),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '«', "\""),
          Map.entry((int) '»', "\""),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"));

  private final String file;
  private final String source;

  private SyntaxMistakes(String file, String source) {
    this.file = file;
    this.source = source;
  }

  static List<Problem> of(MultipleCompilationErrorsException e, String file, String source) {
    return new SyntaxMistakes(file, source).problems(e);
  }

  private List<Problem> problems(MultipleCompilationErrorsException e) {
    List<Problem> problems = new ArrayList<>();
    for (Message message : e.getErrorCollector().getErrors()) {
      if (message instanceof SyntaxErrorMessage syntax) {
        var cause = syntax.getCause();
        Place place = new Place(file, cause.getStartLine(), cause.getStartColumn());
        problems.add(problem(place, cause.getOriginalMessage()));
      } else if (message instanceof ExceptionMessage exception) {
        String text = String.valueOf(exception.getCause().getMessage());
        problems.add(
            new Problem(
                new Place(file, 0),
                "This is not Groovy: " + text.lines().findFirst().orElse(""),
                "see whether the script is whole"));
      }
    }
    return problems;
  }

  private Problem problem(Place place, String message) {
    if (message.startsWith(OURS)) {
      String[] parts = message.substring(OURS.length()).split("\n", 2);
      return new Problem(place, parts[0], parts.length > 1 ? parts[1] : "");
    }
    if (message.startsWith("Unexpected character")) return character(place);
    if (message.startsWith("No map entry allowed")) {
      return Problem.at(
          place,
          "This is not Groovy: a list or map right after a word needs parentheses, as in"
              + " messages([role: 'user']) and returns([title: String])");
    }
    String first = message.lines().findFirst().orElse("");
    Matcher twice = TWICE.matcher(first);
    if (twice.matches()) {
      String name = twice.group(1);
      return new Problem(
          place, "'" + name + "' is declared twice", "leave out this def, or take another name");
    }
    Matcher none = NO_CLASS.matcher(first);
    if (none.matches()) {
      String name = none.group(1);
      return new Problem(
          place,
          "There is no class '" + name + "'",
          name.contains(".")
              ? "see how it is spelled"
              : "a text needs quotes: '" + name + "'; a class may need an import");
    }
    if (!message.startsWith("Unexpected input")) {
      return new Problem(place, "This is not Groovy: " + first, "see this line and the one before");
    }
    Problem bracket = Brackets.problem(file, source);
    return bracket != null ? bracket : unexpected(place);
  }

  private Problem unexpected(Place place) {
    String token = token(place);
    String what = token.isEmpty() ? "The script ends too early" : "'" + token + "' is not expected";
    return new Problem(
        place,
        "This is not Groovy: " + what + (token.isEmpty() ? "" : " here"),
        "before it a comma, a ';', a quote or an end of line may be missing");
  }

  private String token(Place place) {
    String line = line(place.line());
    int at =
        line.offsetByCodePoints(
            0, Math.min(place.column() - 1, line.codePointCount(0, line.length())));
    int end = at;
    while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) end++;
    return end > at || at >= line.length() ? line.substring(at, end) : line.substring(at, at + 1);
  }

  private String line(int number) {
    return source.lines().skip(Math.max(0, number - 1L)).findFirst().orElse("");
  }

  private Problem character(Place place) {
    String line = line(place.line());
    int count = line.codePointCount(0, line.length());
    int sign =
        place.column() > count
            ? 0
            : line.codePointAt(line.offsetByCodePoints(0, place.column() - 1));
    String meant = MEANT.get(sign);
    String shown = Character.toString(sign);
    if (meant != null) {
      return new Problem(
          place, "'" + shown + "' is no sign of the language", "write " + meant + " in its place");
    }
    if (sign == '\'' || sign == '"') {
      return new Problem(
          place,
          "This quote begins a text that does not end in its line",
          "close it; a text of several lines stands in ''' … ''', and a quote in a text is \\"
              + shown);
    }
    boolean blank = Character.isSpaceChar(sign) || Character.getType(sign) == Character.FORMAT;
    String name = Character.getName(sign);
    if (blank && name != null) {
      return new Problem(
          place,
          "Here is a space that Groovy does not know ("
              + name.toLowerCase(java.util.Locale.ROOT)
              + ")",
          "delete it, and type a plain space");
    }
    return new Problem(
        place, "'" + shown + "' is no sign of the language", "leave it out, or put it into a text");
  }
}
