package kinoloom.sabotage;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs specs in a process of their own and says by its exit code what came of them. What a spec
 * throws that is no assertion proves nothing: the program may just not have been compiled whole.
 */
public final class SpecRun implements TestExecutionListener {
  static final int PASSED = 0;
  static final int REFUTED = 1;
  static final int BROKEN = 2;
  static final int NOTHING = 3;
  static final String FAILED = "## ";

  private int tests;
  private int broken;

  public static void main(String[] specs) {
    SpecRun run = new SpecRun();
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    for (String spec : specs) request.selectors(DiscoverySelectors.selectClass(spec));
    LauncherDiscoveryRequest built = request.build();
    LauncherFactory.create().execute(built, run);
    end(run.code());
  }

  /** Threads of what was broken on purpose may still be waiting. */
  private static void end(int code) {
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }

  private int code() {
    if (broken > 0) return BROKEN;
    return tests == 0 ? NOTHING : PASSED;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest() && result.getStatus() == Status.SUCCESSFUL) tests++;
    if (result.getStatus() != Status.FAILED) return;
    Throwable why = result.getThrowable().orElse(null);
    boolean assertion = why instanceof AssertionError;
    if (!assertion) broken++;
    String kind = assertion ? "" : " (" + why + ")";
    System.out.println(FAILED + test.getDisplayName() + kind);
    // One is enough, and what follows may never end.
    if (assertion) end(REFUTED);
  }
}
