package kinoloom.run;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names for the files of one folder, made of words that come from anywhere: a script, or a model's
 * answer. None leads out of the folder or means a device, and no two are one file on a system that
 * does not tell capitals apart.
 */
final class FileNames {
  /** Room for a number, an extension and a temporary file's end within the 255 that disks allow. */
  private static final int MOST_BYTES = 180;

  private static final Pattern DEVICE =
      Pattern.compile(
          "(?iu)(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\\..*)?");

  private final Set<String> taken = new HashSet<>();

  /** A name without an extension, another one each time. */
  String of(String word) {
    String name = safe(word);
    String free = name;
    for (int n = 2; !taken.add(folded(free)); n++) free = name + "-" + n;
    return free;
  }

  private static String safe(String word) {
    String plain = Normalizer.normalize(word, Normalizer.Form.NFC);
    String name = shortened(plain.replaceAll("[^\\p{L}\\p{N}\\p{M}_.-]", "_"));
    name = name.replaceFirst("\\.+$", "");
    boolean odd = name.isEmpty() || name.startsWith(".") || name.startsWith("-");
    return odd || DEVICE.matcher(name).matches() ? "_" + name : name;
  }

  private static String shortened(String name) {
    int end = name.length();
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end);
  }

  private static String folded(String name) {
    return Normalizer.normalize(
        name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
  }
}
