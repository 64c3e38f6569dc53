package kinoloom.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kinoloom.Kinoloom;
import kinoloom.Run;
import kinoloom.RunResult;
import kinoloom.graph.Ref;
import kinoloom.graph.Workflow;

/**
 * What a durable step costs when it does nothing: the engine alone, its journal forced to disk in
 * groups. {@code fan} is many steps that wait for one and are waited for by one; {@code chain} is
 * one after the other, so each waits for the disk.
 */
public final class LocalSteps {
  private static final int ROUNDS = 5;

  private LocalSteps() {}

  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "JDK %s, %d processors, heap at most %d MB; median of %d rounds after one to warm up%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        ROUNDS);
    System.out.printf(
        Locale.ROOT, "%-6s %7s %10s %12s %10s%n", "shape", "steps", "ms", "us a step", "heap MB");
    for (int steps : new int[] {100, 1_000, 10_000}) {
      measure("fan", steps, fan(steps));
      if (steps <= 1_000) measure("chain", steps, chain(steps));
    }
  }

  private static void measure(String shape, int steps, Workflow workflow) throws Exception {
    List<Double> millis = new ArrayList<>();
    long heap = 0;
    for (int round = 0; round <= ROUNDS; round++) {
      Path folder = Files.createTempDirectory("kinoloom-benchmark");
      try (Kinoloom kinoloom =
          Kinoloom.builder()
              .platform(new NoPlatform())
              .workspace(folder.resolve("workspace"))
              .out(folder.resolve("out"))
              .build()) {
        long before = now();
        try (Run run = kinoloom.run(workflow)) {
          RunResult result = run.result().get();
          if (result.status() != RunResult.Status.DONE)
            throw new IllegalStateException(result.reason());
          if (round > 0) millis.add((now() - before) / 1e6);
          System.gc();
          heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
      } finally {
        delete(folder);
      }
    }
    millis.sort(Comparator.naturalOrder());
    double median = millis.get(millis.size() / 2);
    System.out.printf(
        Locale.ROOT,
        "%-6s %7d %10.1f %12.1f %10d%n",
        shape,
        steps,
        median,
        median * 1000 / steps,
        heap >> 20);
  }

  /** CPU time would miss the waiting for the disk. A benchmark may look at the clock. */
  @SuppressForbidden
  private static long now() {
    return System.nanoTime();
  }

  private static Workflow fan(int steps) {
    Workflow.Builder workflow = Workflow.builder("fan");
    Ref first = workflow.compute("first", 1, value -> value);
    List<Ref> middle = new ArrayList<>();
    for (int i = 0; i < steps - 2; i++) {
      middle.add(workflow.compute("step-" + i, first, value -> value));
    }
    workflow.output("last", workflow.compute("last", middle, value -> ((List<?>) value).size()));
    return workflow.build();
  }

  private static Workflow chain(int steps) {
    Workflow.Builder workflow = Workflow.builder("chain");
    Ref last = workflow.compute("step-0", 1, value -> value);
    for (int i = 1; i < steps; i++) last = workflow.compute("step-" + i, last, value -> value);
    workflow.output("last", last);
    return workflow.build();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
