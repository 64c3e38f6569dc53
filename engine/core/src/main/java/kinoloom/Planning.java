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
import kinoloom.graph.StepId;
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

  static Planning of(
      Description description, Collaborators with, Allowance given, Map<StepId, Object> supplied) {
    Workflow workflow = description.workflow();
    Rehearsal.Outcome outcome = new Rehearsal(workflow, with, supplied).perform();
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
    Allowance allowance =
        Allowance.of(with.platform().local(), workflow.budget(), Allowance.NONE, given);
    Plan plan = new Plan(workflow.title(), steps, low, high, allowance);
    return new Planning(plan, outcome.items());
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
    Rehearsal.Needs needs = item.needs();
    Plan.State state = state(item);
    Plan.Cost price =
        item.kept().free()
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

  private static Plan.State state(Rehearsal.Item item) {
    return switch (item.kept()) {
      case YES -> Plan.State.CACHED;
      case DAMAGED -> Plan.State.DAMAGED;
      case GIVEN -> Plan.State.GIVEN;
      case UNFIT -> Plan.State.UNFIT;
      case NO -> {
        if (!item.step().kind().remote()) yield Plan.State.LOCAL;
        yield item.certain() ? Plan.State.TO_MAKE : Plan.State.UNKNOWN_UNTIL_RUN;
      }
    };
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
