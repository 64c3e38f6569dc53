package kinoloom.platform;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Wording of offers: the name that was probably meant, and lists of what there is. */
final class Nearest {
  private Nearest() {}

  /** The known name with the fewest changed letters, if few enough to be a slip. */
  static Optional<String> to(String name, Collection<String> known) {
    String best = null;
    int fewest = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      int changes = changes(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (changes < fewest) {
        fewest = changes;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code 5, 10 or 15}. */
  static String list(List<?> values, String last) {
    if (values.size() < 2) return values.isEmpty() ? "" : String.valueOf(values.get(0));
    List<String> words = values.stream().map(String::valueOf).toList();
    int end = words.size() - 1;
    return String.join(", ", words.subList(0, end)) + " " + last + " " + words.get(end);
  }

  private static int changes(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) above[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
