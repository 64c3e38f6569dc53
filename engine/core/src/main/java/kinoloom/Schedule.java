package kinoloom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import kinoloom.graph.StepId;

/**
 * How long a plan takes as a whole: its steps one after the other where one uses another, side by
 * side where they do not, and no more of one model at a time than its lane lets through.
 */
final class Schedule {
  private record Running(StepId step, String lane, long until) {}

  private final Map<StepId, Plan.PlannedStep> steps = new HashMap<>();
  private final Map<StepId, Integer> open = new HashMap<>();
  private final Map<StepId, List<StepId>> next = new HashMap<>();
  private final Map<StepId, Long> left = new HashMap<>();
  private final Map<String, Integer> lanes = new HashMap<>();
  private final int perModel;
  private final Function<Plan.PlannedStep, Duration> takes;

  private Schedule(
      List<Plan.PlannedStep> plan, int perModel, Function<Plan.PlannedStep, Duration> takes) {
    this.perModel = perModel;
    this.takes = takes;
    plan.forEach(it -> steps.put(it.id(), it));
    for (Plan.PlannedStep step : plan) {
      Set<StepId> before = step.made().waitsFor();
      int count = 0;
      for (StepId id : before) {
        if (!steps.containsKey(id)) continue;
        next.computeIfAbsent(id, it -> new ArrayList<>()).add(step.id());
        count++;
      }
      open.put(step.id(), count);
    }
    // Steps stand behind those they use.
    for (int i = plan.size() - 1; i >= 0; i--) left.put(plan.get(i).id(), left(plan.get(i)));
  }

  static Duration of(
      List<Plan.PlannedStep> plan, int perModel, Function<Plan.PlannedStep, Duration> takes) {
    return Duration.ofMillis(new Schedule(plan, perModel, takes).run());
  }

  /** From the beginning of a step to the end of all. */
  private long left(Plan.PlannedStep step) {
    long behind = 0;
    for (StepId id : next.getOrDefault(step.id(), List.of())) {
      behind = Math.max(behind, left.getOrDefault(id, 0L));
    }
    return takes.apply(step).toMillis() + behind;
  }

  private long run() {
    Comparator<StepId> critical = Comparator.comparing((StepId it) -> -left.get(it));
    Map<String, PriorityQueue<StepId>> ready = new HashMap<>();
    PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparing(Running::until));
    for (Plan.PlannedStep step : steps.values()) {
      if (open.get(step.id()) == 0) queue(ready, critical, step.id());
    }
    long now = 0;
    while (true) {
      for (Map.Entry<String, PriorityQueue<StepId>> lane : ready.entrySet()) {
        while (!lane.getValue().isEmpty() && free(lane.getKey())) {
          StepId step = lane.getValue().poll();
          lanes.merge(lane.getKey(), 1, Integer::sum);
          long until = now + takes.apply(steps.get(step)).toMillis();
          running.add(new Running(step, lane.getKey(), until));
        }
      }
      Running ended = running.poll();
      if (ended == null) return now;
      now = ended.until();
      lanes.merge(ended.lane(), -1, Integer::sum);
      for (StepId step : next.getOrDefault(ended.step(), List.of())) {
        if (open.merge(step, -1, Integer::sum) == 0) queue(ready, critical, step);
      }
    }
  }

  /** What takes no time, or is done on this machine, waits for no lane. */
  private boolean free(String lane) {
    return lane.isEmpty() || lanes.getOrDefault(lane, 0) < perModel;
  }

  private void queue(
      Map<String, PriorityQueue<StepId>> ready, Comparator<StepId> critical, StepId id) {
    Plan.PlannedStep step = steps.get(id);
    boolean waits = step.kind().remote() && !takes.apply(step).isZero();
    String lane = waits ? step.model() : "";
    ready.computeIfAbsent(lane, it -> new PriorityQueue<>(critical)).add(id);
  }
}
