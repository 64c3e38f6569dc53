package kinoloom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.ScriptLanguage.Description;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.graph.Workflow;
import kinoloom.journal.FormerRequests.Former;
import kinoloom.plan.Allowance;
import kinoloom.plan.Limits;
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

  /** What steps of these names asked for the last time. */
  interface History {
    History NONE = steps -> Map.of();

    Map<StepId, Former> of(Set<StepId> steps);
  }

  static Planning of(
      Description description,
      Collaborators with,
      Limits limits,
      History history,
      Map<StepId, Object> supplied) {
    Workflow workflow = description.workflow();
    Rehearsal.Outcome outcome =
        new Rehearsal(workflow, with, supplied, limits.remakesStale()).perform();
    List<Problem> problems = new ArrayList<>(description.problems());
    problems.addAll(outcome.problems());
    if (!problems.isEmpty()) throw invalid(problems, description);
    Reasons reasons = new Reasons(outcome.items(), history);
    Map<StepId, Rehearsal.Expansion> expansions = new HashMap<>();
    outcome.expansions().forEach(it -> expansions.put(it.step().id(), it));
    List<Plan.PlannedStep> steps = new ArrayList<>();
    Money most = Money.ZERO;
    for (Rehearsal.Item item : outcome.items()) {
      steps.add(planned(item, made(item, expansions, reasons)));
      if (!item.kept().free()) most = most.plus(Repeats.most(item, with.platform()));
    }
    Allowance allowance =
        Allowance.of(
            with.platform().local(), workflow.budget(), Allowance.NONE, limits.allowance());
    Plan plan =
        new Plan(
            workflow.title(),
            steps,
            outcome.expansions().stream().map(Planning::expansion).toList(),
            total(steps, most, limits.perModel()),
            allowance);
    return new Planning(plan, outcome.items());
  }

  private static Plan.Total total(List<Plan.PlannedStep> steps, Money most, int perModel) {
    Money low = Money.ZERO;
    Money high = Money.ZERO;
    for (Plan.PlannedStep step : steps) {
      low = low.plus(step.cost().low());
      high = high.plus(step.cost().high());
    }
    return new Plan.Total(
        low,
        high,
        most,
        Schedule.of(steps, perModel, it -> it.cost().typical()),
        Schedule.of(steps, perModel, it -> it.cost().slow()));
  }

  private static Plan.Expansion expansion(Rehearsal.Expansion it) {
    Step step = it.step();
    return new Plan.Expansion(
        step.id(), it.within(), it.of(), it.turns(), it.certain(), step.place());
  }

  private static Plan.Made made(
      Rehearsal.Item item, Map<StepId, Rehearsal.Expansion> expansions, Reasons reasons) {
    Set<StepId> around = new LinkedHashSet<>();
    StepId by = item.within();
    while (by != null && expansions.containsKey(by)) {
      around.addAll(expansions.get(by).uses());
      by = expansions.get(by).within();
    }
    Set<StepId> before = new LinkedHashSet<>();
    item.asked().uses().values().forEach(before::addAll);
    before.addAll(around);
    return new Plan.Made(
        item.within(),
        item.asked().described(),
        item.asked().uses(),
        before,
        reasons.before(item),
        reasons.of(item, around),
        item.fits());
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

  private static Plan.PlannedStep planned(Rehearsal.Item item, Plan.Made made) {
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
        made);
  }

  private static Plan.State state(Rehearsal.Item item) {
    return switch (item.kept()) {
      case YES -> Plan.State.CACHED;
      case STALE -> Plan.State.STALE;
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
    if (items.isEmpty()) {
      throw refused(Place.UNKNOWN, "The workflow describes no step", "nothing would be made");
    }
    for (Rehearsal.Item item : items) {
      Step step = item.step();
      if (media || item.kept().there()) continue;
      if (step.kind() == Kind.CUT) throw nothingTo(step, "cuts clips", "cut them");
      if (step.kind() == Kind.FRAME) throw nothingTo(step, "takes a frame", "take one of clips");
      if (item.fits()) throw nothingTo(step, "fits pictures", "fit them");
    }
    List<Problem> problems = Affordable.problems(plan);
    if (!problems.isEmpty()) throw new InvalidWorkflowException(problems);
  }

  private static InvalidWorkflowException nothingTo(Step step, String what, String work) {
    return refused(
        step.place(),
        "'" + step.id() + "' " + what + ", and there is nothing to " + work + " with",
        "give Kinoloom.builder().media(new FfmpegMedia(Ffmpeg.find()))");
  }

  private static InvalidWorkflowException refused(Place place, String message, String hint) {
    return new InvalidWorkflowException(List.of(new Problem(place, message, hint)));
  }
}
