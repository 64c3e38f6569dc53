package kinoloom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.ScriptLanguage.Description;
import kinoloom.graph.Step;
import kinoloom.graph.Workflow;
import kinoloom.plan.Allowance;
import kinoloom.platform.Money;
import kinoloom.run.Collaborators;
import kinoloom.run.Rehearsal;

/** Makes a plan of a rehearsal, and tells whether a run may begin. */
final class Planning {
  private final Plan plan;
  private final List<Rehearsal.Item> items;

  private Planning(Plan plan, List<Rehearsal.Item> items) {
    this.plan = plan;
    this.items = items;
  }

  Plan plan() {
    return plan;
  }

  static Planning of(Description description, Collaborators with, Allowance given) {
    Workflow workflow = description.workflow();
    Rehearsal.Outcome outcome = new Rehearsal(workflow, with).perform();
    List<Problem> problems = new ArrayList<>(description.problems());
    problems.addAll(outcome.problems());
    if (!problems.isEmpty()) throw invalid(problems, description);
    List<Plan.PlannedStep> steps = new ArrayList<>();
    Money low = Money.ZERO;
    Money high = Money.ZERO;
    for (Rehearsal.Item item : outcome.items()) {
      Plan.PlannedStep step = planned(item);
      steps.add(step);
      low = low.plus(step.cost().low());
      high = high.plus(step.cost().high());
    }
    Allowance allowance =
        Allowance.of(with.platform().local(), workflow.budget(), Allowance.NONE, given);
    Plan plan = new Plan(workflow.title(), steps, low, high, allowance);
    return new Planning(plan, outcome.items());
  }

  /** By line; a mistake that every turn of a collect makes is told once. */
  private static InvalidWorkflowException invalid(List<Problem> problems, Description description) {
    Map<String, Problem> told = new LinkedHashMap<>();
    for (Problem problem : problems) {
      told.putIfAbsent(problem.toString().replaceAll("\\[\\d+]", "[]"), problem);
    }
    List<Problem> sorted = new ArrayList<>(told.values());
    sorted.sort(description.order());
    return new InvalidWorkflowException(sorted, description.texts());
  }

  private static Plan.PlannedStep planned(Rehearsal.Item item) {
    Rehearsal.Needs needs = item.needs();
    Plan.State state =
        item.kept() != Rehearsal.Kept.NO
            ? item.kept() == Rehearsal.Kept.YES ? Plan.State.CACHED : Plan.State.DAMAGED
            : !item.step().kind().remote()
                ? Plan.State.LOCAL
                : item.certain() ? Plan.State.TO_MAKE : Plan.State.UNKNOWN_UNTIL_RUN;
    Plan.Cost price =
        item.kept() != Rehearsal.Kept.NO
            ? Plan.Cost.NONE
            : new Plan.Cost(
                needs.cost().low(),
                needs.cost().high(),
                seconds(needs.time().p50()),
                seconds(needs.time().p90()),
                needs.counts());
    return new Plan.PlannedStep(
        item.step().id(),
        item.step().kind(),
        item.step().model(),
        state,
        price,
        item.step().place(),
        item.within());
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  /**
   * Refuses what cannot end well, before anything is paid.
   *
   * @param media whether there is anything to work on clips and pictures with
   */
  void startable(boolean media) {
    for (Rehearsal.Item item : items) {
      Step step = item.step();
      if (media || item.kept() == Rehearsal.Kept.YES) continue;
      if (step.kind() == Kind.CUT) throw nothingTo(step, "cuts clips", "cut");
      if (item.fits()) throw nothingTo(step, "fits pictures", "fit");
    }
    List<Problem> problems = Affordable.problems(plan);
    if (!problems.isEmpty()) throw new InvalidWorkflowException(problems);
  }

  private static InvalidWorkflowException nothingTo(Step step, String what, String work) {
    return refused(
        step.place(),
        "'" + step.id() + "' " + what + ", and there is nothing to " + work + " them with",
        "give Kinoloom.builder().media(new FfmpegMedia(Ffmpeg.find()))");
  }

  private static InvalidWorkflowException refused(Place place, String message, String hint) {
    return new InvalidWorkflowException(List.of(new Problem(place, message, hint)));
  }
}
