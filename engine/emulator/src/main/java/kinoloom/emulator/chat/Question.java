package kinoloom.emulator.chat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was asked.
 *
 * @param system the instructions, may be empty
 * @param user the question itself
 */
public record Question(String system, String user) {
  private static final Pattern THEME =
      Pattern.compile(
          "(?s)(?:\\babout|\\btheme|\\btopic|关于|主题)(?:是|为)?\\s*[:：]?\\s*(.+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COUNT =
      Pattern.compile(
          "(\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|[一二两三四五六七八九十])\\s*"
              + "(?:个|幕|段|组)?\\s*(?:[a-z-]+\\s+)?(?:shots?|scenes?|clips?|frames?|parts?|items?|"
              + "pictures?|ideas?|elements?|镜头|分镜|场景|画面|片段|镜|幅|条)",
          Pattern.CASE_INSENSITIVE);
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("一", 1),
          Map.entry("二", 2),
          Map.entry("两", 2),
          Map.entry("三", 3),
          Map.entry("四", 4),
          Map.entry("五", 5),
          Map.entry("六", 6),
          Map.entry("七", 7),
          Map.entry("八", 8),
          Map.entry("九", 9),
          Map.entry("十", 10));
  private static final int THEME_LENGTH = 90;
  private static final int USUAL_COUNT = 3;
  private static final int MOST = 100;

  /** Instructions and question. */
  public String text() {
    return system + "\n" + user;
  }

  boolean chinese() {
    return user.codePoints()
        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
  }

  /** The JSON asked for; the instructions are looked at first. */
  Optional<Shape> shape() {
    return ShapeReader.find(system).or(() -> ShapeReader.find(user));
  }

  boolean wantsJson() {
    return text().toLowerCase(Locale.ROOT).contains("json");
  }

  /** How many elements a list should have when its shape does not say. */
  int count() {
    Matcher matcher = COUNT.matcher(user);
    if (matcher.find()) {
      String number = matcher.group(1).toLowerCase(Locale.ROOT);
      int count = NUMBERS.containsKey(number) ? NUMBERS.get(number) : Integer.parseInt(number);
      return Math.max(1, Math.min(count, MOST));
    }
    int exactly = ShapeReader.exactly(text());
    return exactly > 0 ? exactly : USUAL_COUNT;
  }

  /** What it is about, in one line. */
  String theme() {
    Matcher matcher = THEME.matcher(user);
    String theme = matcher.find() ? matcher.group(1) : user;
    int json = theme.indexOf('{');
    theme = json > 0 ? theme.substring(0, json) : theme;
    theme = theme.strip().split("\\R", 2)[0].strip().replaceAll("[.。!！?？;；:：,，]+$", "");
    int length = theme.codePointCount(0, theme.length());
    return length <= THEME_LENGTH
        ? theme
        : theme.substring(0, theme.offsetByCodePoints(0, THEME_LENGTH)).strip();
  }
}
