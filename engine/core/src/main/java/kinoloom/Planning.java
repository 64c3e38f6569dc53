package kinoloom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
import kinoloom.platform.ModelSpec;
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

  static Planning of(Description description, Collaborators with) {
    Workflow workflow = description.workflow();
    Rehearsal.Outcome outcome = new Rehearsal(workflow, with).perform();
    List<Problem> problems = new ArrayList<>(description.problems());
    problems.addAll(outcome.problems());
    if (!problems.isEmpty()) throw new InvalidWorkflowException(inOrder(problems));
    List<Plan.PlannedStep> steps = new ArrayList<>();
    Money low = Money.ZERO;
    Money high = Money.ZERO;
    for (Rehearsal.Item item : outcome.items()) {
      Plan.PlannedStep step = planned(item);
      steps.add(step);
      low = low.plus(step.cost().low());
      high = high.plus(step.cost().high());
    }
    return new Planning(new Plan(workflow.title(), steps, low, high), outcome.items());
  }

  /** By line; a mistake that every turn of a collect makes is told once. */
  private static List<Problem> inOrder(List<Problem> problems) {
    Map<String, Problem> told = new LinkedHashMap<>();
    for (Problem problem : problems) {
      told.putIfAbsent(problem.toString().replaceAll("\\[\\d+]", "[]"), problem);
    }
    List<Problem> sorted = new ArrayList<>(told.values());
    sorted.sort(Comparator.comparingInt(it -> it.place().line()));
    return sorted;
  }

  private static Plan.PlannedStep planned(Rehearsal.Item item) {
    ModelSpec.Estimate cost = item.cost();
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
                cost.low(), cost.high(), seconds(item.time().p50()), seconds(item.time().p90()));
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
   * @param budget null for none
   */
  void startable(boolean media, Money budget) {
    for (Rehearsal.Item item : items) {
      Step step = item.step();
      if (media || item.kept() == Rehearsal.Kept.YES) continue;
      if (step.kind() == Kind.CUT) throw nothingTo(step, "cuts clips", "cut");
      if (item.fits()) throw nothingTo(step, "fits pictures", "fit");
    }
    if (budget == null) return;
    Money least = Money.ZERO;
    for (Plan.PlannedStep step : plan.steps()) {
      if (step.state() == Plan.State.TO_MAKE) least = least.plus(step.cost().low());
    }
    if (least.compareTo(budget) <= 0) return;
    throw refused(
        Place.UNKNOWN,
        "The workflow costs at least " + least + " yuan, and the budget is " + budget,
        "raise the budget, or make the workflow smaller: kino plan shows what costs what");
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
