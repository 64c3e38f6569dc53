package kinoloom.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import kinoloom.Kinoloom;
import kinoloom.Run;
import kinoloom.RunResult;
import kinoloom.graph.Ref;
import kinoloom.graph.Workflow;

/**
 * What a paid step costs in time beside the platform's own: all that is written and forced between
 * its request and its result, on a disk and, for comparison, in memory, where forcing is free. The
 * steps come one after the other, so nothing is shared.
 */
public final class PaidSteps {
  private static final int STEPS = 100;
  private static final int ROUNDS = 5;

  private PaidSteps() {}

  /** The folders to compare; by default the temporary one and the machine's memory. */
  public static void main(String[] arguments) throws Exception {
    Map<Path, List<Double>> millis = new LinkedHashMap<>();
    for (String folder :
        arguments.length > 0
            ? arguments
            : new String[] {System.getProperty("java.io.tmpdir"), "/dev/shm"}) {
      if (Files.isWritable(Path.of(folder))) millis.put(Path.of(folder), new ArrayList<>());
    }
    for (int round = 0; round <= ROUNDS; round++) {
      for (Map.Entry<Path, List<Double>> folder : millis.entrySet()) {
        double each = measure(folder.getKey());
        if (round > 0) folder.getValue().add(each);
      }
    }
    System.out.printf(
        Locale.ROOT, "%-16s %20s %8s %8s%n", "paid steps in", "median ms a step", "least", "most");
    millis.forEach(
        (folder, each) -> {
          each.sort(Comparator.naturalOrder());
          System.out.printf(
              Locale.ROOT,
              "%-16s %20.2f %8.2f %8.2f%n",
              folder + " (" + type(folder) + ")",
              each.get(each.size() / 2),
              each.get(0),
              each.get(each.size() - 1));
        });
  }

  private static String type(Path folder) {
    try {
      return Files.getFileStore(folder).type();
    } catch (IOException e) {
      return "?";
    }
  }

  private static double measure(Path where) throws Exception {
    Path folder = Files.createTempDirectory(where, "kinoloom-benchmark");
    try (Kinoloom kinoloom =
        Kinoloom.builder()
            .platform(new InstantPictures())
            .workspace(folder.resolve("workspace"))
            .out(folder.resolve("out"))
            .build()) {
      long before = now();
      try (Run run = kinoloom.run(pictures())) {
        RunResult result = run.result().get();
        if (result.status() != RunResult.Status.DONE)
          throw new IllegalStateException(result.reason());
        return (now() - before) / 1e6 / STEPS;
      }
    } finally {
      delete(folder);
    }
  }

  private static Workflow pictures() {
    Workflow.Builder workflow = Workflow.builder("pictures");
    Ref last = null;
    for (int i = 0; i < STEPS; i++) {
      var picture = workflow.t2i("picture-" + i).model("wan2.2-t2i-plus").prompt("picture " + i);
      last = (last == null ? picture : picture.after(last)).add();
    }
    return workflow.output("last", last).build();
  }

  /** CPU time would miss the waiting for the disk. A benchmark may look at the clock. */
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
