package kinoloom.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import kinoloom.Kinoloom;
import kinoloom.Plan;

/**
 * How long a plan takes: a script is read, compiled, described and rehearsed, on a platform that
 * throws when it is sent anything. Each shot is a picture and a clip of it, and a film is cut of
 * all. {@code told} has all prompts in the script; in {@code open} a chat has a say in each, so that
 * nobody knows them yet. The first figure is that of a new process, the second the median of those that follow.
 */
public final class Rehearsals {
  private static final int ROUNDS = 7;

  private Rehearsals() {}

  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "JDK %s, %d processors; median of %d rounds after the first%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        ROUNDS);
    System.out.printf(
        Locale.ROOT, "%-8s %6s %6s %10s %10s%n", "shots", "count", "steps", "first ms", "warm ms");
    int[] counts = {10, 100, 1_000};
    if (arguments.length > 0) counts = new int[] {Integer.parseInt(arguments[0])};
    for (int shots : counts) {
      measure("told", shots, told(shots));
      measure("open", shots, open(shots));
    }
  }

  private static void measure(String shape, int shots, String script) throws Exception {
    Path folder = Files.createTempDirectory("kinoloom-benchmark");
    try {
      Path file = Files.writeString(folder.resolve("film.groovy"), script);
      List<Double> millis = new ArrayList<>();
      int steps = 0;
      for (int round = 0; round <= ROUNDS; round++) {
        try (Kinoloom kinoloom =
            Kinoloom.builder()
                .platform(new NoPlatform())
                .workspace(folder.resolve("workspace"))
                .out(folder.resolve("out"))
                .build()) {
          long before = now();
          Plan plan = kinoloom.plan(file, Map.of());
          millis.add((now() - before) / 1e6);
          steps = plan.steps().size();
        }
      }
      double first = millis.remove(0);
      millis.sort(Comparator.naturalOrder());
      double warm = millis.get(millis.size() / 2);
      System.out.printf(
          Locale.ROOT, "%-8s %6d %6d %10.0f %10.1f%n", shape, shots, steps, first, warm);
    } finally {
      delete(folder);
    }
  }

  private static String told(int shots) {
    return film(shots, "", "shot.scene");
  }

  private static String open(int shots) {
    String style = "def style = chat { model 'qwen3-max'; prompt 'A style'; returns look: String }";
    return film(shots, style, "\"${shot.scene}, ${style.look}\"");
  }

  private static String film(int shots, String before, String scene) {
    return """
      title 'Film'
      %s
      def shots = compute([]) { (1..%d).collect { [scene: "scene $it", motion: "motion $it"] } }
      def clips = shots.collect { shot ->
        def frame = t2i { model 'wan2.2-t2i-plus'; prompt %s; negativePrompt 'text' }
        def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt shot.motion; duration 5 }
      }
      def film = cut { clips clips }
      output film: film
      """
        .formatted(before, shots, scene);
  }

  /** A benchmark may look at the clock. */
  @SuppressForbidden
  private static long now() {
    return System.nanoTime();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
