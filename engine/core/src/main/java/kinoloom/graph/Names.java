package kinoloom.graph;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was meant. */
public final class Names {
  private static final int LISTED = 12;

  private Names() {}

  /** The nearest of the known names, if one is near enough to be meant. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String best = null;
    int bestDistance = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      String a = name.toLowerCase(Locale.ROOT);
      String b = candidate.toLowerCase(Locale.ROOT);
      int distance = a.equals(b) ? 0 : a.startsWith(b) || b.startsWith(a) ? 1 : distance(a, b);
      boolean closer =
          distance == bestDistance && best != null && apart(name, candidate) < apart(name, best);
      if (distance < bestDistance || closer) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  private static int apart(String a, String b) {
    return Math.abs(a.length() - b.length());
  }

  /** The only one of the known names that is one slip away (a letter more, less or other). */
  public static Optional<String> slip(String name, Collection<String> known) {
    String found = null;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - name.length()) > 1 || distance(name, candidate) > 1)
        continue;
      if (found != null) return Optional.empty();
      found = candidate;
    }
    return Optional.ofNullable(found);
  }

  /** {@code ". Did you mean 'shots'? Known: shots, title"}, to be put after a message. */
  public static String offer(String name, Collection<String> known) {
    String list =
        String.join(", ", known.stream().limit(LISTED).toList())
            + (known.size() > LISTED ? ", … (" + known.size() + " in all)" : "");
    String all = known.isEmpty() ? "" : " Known: " + list;
    return "." + nearest(name, known).map(it -> " Did you mean '" + it + "'?").orElse("") + all;
  }

  /** Edits (insert, delete, replace, swap of neighbours) between two words. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) d[i][0] = i;
    for (int j = 0; j <= b.length(); j++) d[0][j] = j;
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
