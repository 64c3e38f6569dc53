package kinoloom.repl.specs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** What became of specifications: told line by line while they run, and in a sum at the end. */
public final class SpecReport implements TestExecutionListener {
  private static final String INDENT = "        ";

  private final InstantSource clock;
  private final Consumer<String> line;
  private final List<Result> results = new ArrayList<>();
  private final Map<String, Instant> begun = new HashMap<>();
  private TestPlan plan;
  private String spec = "";

  private record Result(String spec, String test, String status, Duration time, String message) {}

  /**
   * @param line is given each line of the report
   */
  public SpecReport(InstantSource clock, Consumer<String> line) {
    this.clock = clock;
    this.line = line;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan all) {
    plan = all;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    begun.put(test.getUniqueId(), clock.instant());
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    add(test, "skipped", reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean failed = result.getStatus() == Status.FAILED;
    // A feature with a table has a test for each row; of what holds tests only a failure is told.
    if (!test.isTest() && !failed) return;
    String status = failed ? "failed" : result.getStatus() == Status.ABORTED ? "skipped" : "passed";
    add(test, status, result.getThrowable().map(SpecReport::message).orElse(""));
  }

  private static String message(Throwable why) {
    String said = String.valueOf(why.getMessage()).strip();
    String kind = why instanceof AssertionError ? "" : why.getClass().getSimpleName() + ": ";
    Optional<StackTraceElement> place =
        List.of(why.getStackTrace()).stream()
            .filter(it -> String.valueOf(it.getFileName()).endsWith(".groovy"))
            .findFirst();
    String at = place.map(it -> it.getFileName() + ":" + it.getLineNumber() + "\n").orElse("");
    return at + kind + said;
  }

  private synchronized void add(TestIdentifier test, String status, String message) {
    Instant start = begun.getOrDefault(test.getUniqueId(), clock.instant());
    Duration time = Duration.between(start, clock.instant());
    Result result = new Result(spec(test), test.getDisplayName(), status, time, message);
    results.add(result);
    if (!result.spec().equals(spec)) line.accept(result.spec());
    spec = result.spec();
    line.accept(told(result));
  }

  private String spec(TestIdentifier test) {
    Optional<TestIdentifier> at = Optional.of(test);
    while (at.isPresent()) {
      if (at.get().getSource().orElse(null) instanceof ClassSource) {
        return at.get().getDisplayName();
      }
      at = plan.getParent(at.get());
    }
    return test.getDisplayName();
  }

  private static String told(Result result) {
    String mark =
        switch (result.status()) {
          case "passed" -> "  ok    ";
          case "failed" -> "  FAIL  ";
          default -> "  skip  ";
        };
    String time = String.format(Locale.ROOT, "  %.1f s", result.time().toMillis() / 1000.0);
    String why = result.message().isEmpty() ? "" : "\n" + result.message().indent(INDENT.length());
    return (mark + result.test() + time + why).stripTrailing();
  }

  public boolean failed() {
    return count("failed") > 0;
  }

  private long count(String status) {
    return results.stream().filter(it -> it.status().equals(status)).count();
  }

  public String summary() {
    return count("passed")
        + " passed, "
        + count("failed")
        + " failed"
        + (count("skipped") > 0 ? ", " + count("skipped") + " skipped" : "");
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", failed() ? "failed" : "passed");
    json.put("passed", count("passed"));
    json.put("failed", count("failed"));
    json.put("skipped", count("skipped"));
    json.put("tests", results.stream().map(SpecReport::json).toList());
    return json;
  }

  private static Map<String, Object> json(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("spec", result.spec());
    json.put("test", result.test());
    json.put("status", result.status());
    json.put("seconds", result.time());
    json.put("message", result.message());
    return json;
  }
}
