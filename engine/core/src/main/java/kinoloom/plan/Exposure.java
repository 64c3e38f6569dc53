package kinoloom.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.graph.StepId;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.journal.Remains;
import kinoloom.platform.Money;

/**
 * Which steps may have been sent in the time that a damaged journal has lost, and what that may
 * have cost. A step that is told of later was settled before that, or is known to be in doubt.
 */
public final class Exposure {

  /**
   * A step that may have been sent without a word of it left.
   *
   * @param gap the numbers of the events among which that would stand
   * @param worst what it may have cost; null when its request is not known
   * @param announced whether its request was announced before that: then it is in doubt anyway, and
   *     the cost is reserved
   */
  public record Risk(StepId step, Remains.Gap gap, Money worst, boolean announced) {}

  /** How many events it takes for a step to be named, prepared, announced and sent. */
  private static final int UNNAMED = 4;

  private final Map<StepId, Risk> risks = new LinkedHashMap<>();
  private final RunState state = new RunState();
  private Remains.Gap widest;
  private boolean salvaging;

  private Exposure() {}

  /** By step, in the order in which the journal names them. */
  public static List<Risk> of(Remains remains) {
    Exposure exposure = new Exposure();
    List<Remains.Gap> gaps = new ArrayList<>(remains.gaps());
    for (Entry entry : remains.entries()) {
      while (!gaps.isEmpty() && gaps.get(0).last() < entry.seq()) exposure.gap(gaps.remove(0));
      exposure.apply(entry.event());
    }
    gaps.forEach(exposure::gap);
    return List.copyOf(exposure.risks.values());
  }

  /** The most that the lost events can have cost beside what is reserved for announced requests. */
  public static Money unreserved(List<Risk> risks) {
    return worst(risks.stream().filter(risk -> !risk.announced()).toList());
  }

  /** The most that the lost events can have cost: each gap holds only so many requests. */
  public static Money worst(List<Risk> risks) {
    Map<Remains.Gap, List<Money>> byGap = new LinkedHashMap<>();
    for (Risk risk : risks) {
      if (risk.worst() == null) continue;
      byGap.computeIfAbsent(risk.gap(), it -> new ArrayList<>()).add(risk.worst());
    }
    Money sum = Money.ZERO;
    for (Map.Entry<Remains.Gap, List<Money>> gap : byGap.entrySet()) {
      List<Money> dearest = gap.getValue().stream().sorted(Comparator.reverseOrder()).toList();
      long most = Math.min(dearest.size(), gap.getKey().size());
      for (int i = 0; i < most; i++) sum = sum.plus(dearest.get(i));
    }
    return sum;
  }

  private void apply(Event event) {
    boolean first = event instanceof Event.OfStep it && !state.tells(it.step());
    state.apply(event);
    if (event instanceof Event.RunResumed resumed) salvaging = resumed.salvaging();
    if (!(event instanceof Event.OfStep ofStep)) return;
    StepId step = ofStep.step();
    if (!salvaging || settled(step)) risks.remove(step);
    else if (first && widest != null && widest.size() >= UNNAMED) risk(state.step(step), widest);
  }

  /** Whether a step needs no request any more. */
  private boolean settled(StepId step) {
    Phase phase = state.step(step).phase();
    return phase == Phase.DONE || phase == Phase.SUCCEEDED || phase == Phase.ACCEPTED;
  }

  private void gap(Remains.Gap gap) {
    if (widest == null || gap.size() > widest.size()) widest = gap;
    for (StepState step : state.steps()) {
      boolean remote = step.info() == null ? step.prepared() != null : step.info().kind().remote();
      if (!remote || gap.size() < least(step.phase())) continue;
      risk(step, gap);
    }
  }

  private void risk(StepState step, Remains.Gap gap) {
    Money worst = step.prepared() == null ? null : step.prepared().estimate();
    risks.put(step.id(), new Risk(step.id(), gap, worst, step.phase() == Phase.INTENT));
  }

  /** How many events there are at least from a phase to a request that is sent. */
  private static long least(Phase phase) {
    return switch (phase) {
      case INTENT -> 1;
      case PREPARED -> 2;
      case WAITING, READY, FAILED -> 3;
      default -> Long.MAX_VALUE;
    };
  }
}
