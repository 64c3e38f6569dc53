package kinoloom.answer;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and yes or no, as people write them in words. Only what can mean one thing. */
final class Wording {
  /** Units that only say what is counted; a minute is none of them. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "([+-]?\\d{1,18}(?:\\.\\d{1,18})?)\\s*"
              + "(?:s|secs?\\.?|seconds?|秒|秒钟|shots?|px|fps|%|个|張|张|幕|镜|度|元|yuan)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CHINESE =
      Pattern.compile("([零一二两三四五六七八九十]{1,3})\\s*(?:秒|秒钟|个|张|幕|镜)?");
  private static final String DIGITS = "零一二三四五六七八九";
  private static final List<String> ENGLISH =
      List.of(
          "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");
  private static final Map<String, Boolean> YES_OR_NO =
      Map.ofEntries(
          Map.entry("true", true),
          Map.entry("yes", true),
          Map.entry("y", true),
          Map.entry("是", true),
          Map.entry("是的", true),
          Map.entry("真", true),
          Map.entry("false", false),
          Map.entry("no", false),
          Map.entry("n", false),
          Map.entry("否", false),
          Map.entry("不是", false),
          Map.entry("假", false));

  private Wording() {}

  static String halfWidth(String text) {
    StringBuilder half = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean wide = c >= '０' && c <= '９' || c == '．' || c == '－' || c == '＋' || c == '％';
      if (!wide) continue;
      if (half == null) half = new StringBuilder(text);
      half.setCharAt(i, (char) (c - 0xfee0));
    }
    return half == null ? text : half.toString();
  }

  /** Null where it is none. */
  static BigDecimal number(String written) {
    String text = halfWidth(written.strip());
    if (text.length() > 60) return null;
    Matcher number = NUMBER.matcher(text);
    if (number.matches()) return new BigDecimal(number.group(1));
    Matcher chinese = CHINESE.matcher(text);
    if (chinese.matches()) return chinese(chinese.group(1));
    String[] words = text.toLowerCase(Locale.ROOT).split("\\s+");
    int english = ENGLISH.indexOf(words[0]);
    boolean counted = words.length == 1 || words.length == 2 && words[1].matches("seconds?|shots?");
    return english >= 0 && counted ? BigDecimal.valueOf(english) : null;
  }

  /** Up to 99. */
  private static BigDecimal chinese(String text) {
    String digits = text.replace('两', '二');
    int ten = digits.indexOf('十');
    if (ten < 0) return digits.length() == 1 ? BigDecimal.valueOf(digit(digits)) : null;
    String tens = digits.substring(0, ten);
    String ones = digits.substring(ten + 1);
    if (tens.length() > 1 || ones.length() > 1 || ones.equals("十")) return null;
    int value = 10 * (tens.isEmpty() ? 1 : digit(tens)) + (ones.isEmpty() ? 0 : digit(ones));
    return BigDecimal.valueOf(value);
  }

  private static int digit(String digit) {
    return DIGITS.indexOf(digit);
  }

  /** Null where it is neither. */
  static Boolean yesOrNo(String written) {
    return YES_OR_NO.get(written.strip().toLowerCase(Locale.ROOT));
  }

  /** A name or value without what its spelling may vary in. */
  static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-.。\"“”']", "");
  }
}
