package kinoloom.emulator.quirk;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds one of a few by its name, and helps who mistyped it. */
final class Names {
  private Names() {}

  static <T> T find(String kind, String name, List<T> all, Function<T, String> nameOf) {
    for (T one : all) {
      if (nameOf.apply(one).equals(name)) {
        return one;
      }
    }
    List<String> names = all.stream().map(nameOf).toList();
    throw new IllegalArgumentException(
        "there is no "
            + kind
            + " '"
            + name
            + "'. "
            + meant(name, names)
            + "There are: "
            + names.stream().collect(Collectors.joining(", ")));
  }

  private static String meant(String name, List<String> names) {
    String lower = name.toLowerCase(Locale.ROOT);
    String nearest =
        names.stream().min(Comparator.comparingInt(known -> distance(lower, known))).orElseThrow();
    return distance(lower, nearest) <= nearest.length() / 3 + 1
        ? "Did you mean " + nearest + "? "
        : "";
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1, change);
      }
    }
    return row[b.length()];
  }
}
