package kinoloom.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kinoloom.graph.Deadline;
import kinoloom.graph.Resolver;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;
import kinoloom.journal.Event;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;

/** Asks people, waits for them as long as a deadline says, and hears what they decide meanwhile. */
final class Gates {
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private record Shown(String before, List<Path> paths) {}

  private final Desk desk;
  private final Collaborators with;
  private final LocalFiles files;
  private boolean listening;

  Gates(Desk desk, Collaborators with, LocalFiles files) {
    this.desk = desk;
    this.with = with;
    this.files = files;
  }

  /** Puts what is asked about where it can be looked at, and asks. */
  void ask(StepId id) {
    Step step = desk.state().step(id).step();
    Step.Body.Gate gate = (Step.Body.Gate) step.body();
    Object value = gate.takes().isEmpty() ? shown(step) : null;
    Map<Integer, String> keys = keys(desk.state(), id);
    Map<String, Object> previews = new LinkedHashMap<>();
    if (value != null) previews.put(id.value(), value);
    for (StepState take : made(desk.state(), id)) previews.put(take.id().value(), take.value());
    if (value == null && previews.isEmpty()) {
      desk.fail(id, "None of its takes was made", "see what became of them");
      return;
    }
    desk.work(
        id,
        () -> new Shown(before(id, value, keys), with.publisher().preview(previews)),
        (shown, error) -> {
          if (error == null) asked(id, gate, value, shown);
          else if (!desk.outOfRoom(id, error)) {
            desk.park(id, "what is asked about cannot be shown: " + error.getMessage());
          }
        });
  }

  private Object shown(Step step) {
    return LocalWork.kept(Resolver.value(step.param("value"), desk.state()::known, files::get));
  }

  /** The keys of the takes that are made, by number. */
  private static Map<Integer, String> keys(RunState state, StepId id) {
    Map<Integer, String> keys = new LinkedHashMap<>();
    if (!state.step(id).isChoice()) return keys;
    state
        .takes(id)
        .forEach(
            (number, take) -> {
              if (take.phase() == Phase.DONE) keys.put(number, take.prepared().key());
            });
    return keys;
  }

  /** What was decided about the same in a run before; empty if nothing was. */
  private String before(StepId id, Object value, Map<Integer, String> keys) {
    if (value != null) return with.answers().approved(id, value) ? "approve" : "";
    String chosen = with.answers().chosen(id, List.copyOf(keys.values())).orElse("");
    return keys.entrySet().stream()
        .filter(it -> it.getValue().equals(chosen))
        .map(it -> String.valueOf(it.getKey()))
        .findFirst()
        .orElse("");
  }

  private void asked(StepId id, Step.Body.Gate gate, Object value, Shown shown) {
    // What was said until now was said about something else.
    hear();
    Event.GateDecided before = desk.state().step(id).decided();
    Event.GateOpened opened = desk.state().step(id).opened();
    Deadline deadline = gate.deadline();
    Instant until = deadline.after() == null ? null : desk.now().plus(deadline.after());
    desk.record(
        new Event.GateOpened(
            id,
            gate.question(),
            value,
            desk.state().uses(id),
            shown.paths.stream().map(Path::toString).toList(),
            until,
            deadline.otherwise()));
    // Its value was lost and is there again: that it is good is known.
    boolean same =
        before != null && opened != null && value != null && value.equals(opened.value());
    String known = same ? before.decision() : shown.before;
    if (!known.isEmpty()) desk.record(new Event.GateDecided(id, known, "before"));
    desk.idle(id);
    listen(id);
  }

  /** Takes up what a process before has asked. */
  void resumed() {
    hear();
    open().ifPresent(it -> listen(it.id()));
  }

  /** Decides alone when it is time. */
  void await(StepId id) {
    Duration left = Duration.between(desk.now(), desk.state().step(id).opened().until());
    desk.later(id, left.isNegative() ? Duration.ZERO : left, () -> decideAlone(id));
  }

  private void decideAlone(StepId id) {
    StepState state = desk.state().step(id);
    if (state.phase() != Phase.OPEN) return;
    String otherwise = state.opened().otherwise();
    int number = new Verdict(otherwise).number();
    if (number > 0) {
      boolean there =
          made(desk.state(), id).stream().anyMatch(it -> it.id().equals(id.take(number)));
      if (!there) otherwise = String.valueOf(first(desk.state(), id));
    }
    desk.record(new Event.GateDecided(id, otherwise, "deadline"));
    desk.idle(id);
  }

  /** Looks for decisions from time to time, as long as there is anything to decide. */
  private void listen(StepId id) {
    if (listening || with.answers() == Answers.NONE) return;
    listening = true;
    desk.later(
        id,
        GLANCE,
        () -> {
          listening = false;
          hear();
          open().ifPresent(it -> listen(it.id()));
        });
  }

  private Optional<StepState> open() {
    return desk.state().steps().stream().filter(it -> it.phase() == Phase.OPEN).findFirst();
  }

  /**
   * Takes the decisions that were put there; what cannot be decided (any more) is left out.
   *
   * @return whether there was any
   */
  boolean hear() {
    if (!desk.spends()) return false;
    Map<StepId, Verdict> said = with.answers().take();
    if (said.isEmpty()) return false;
    desk.afterCommit(said.keySet().iterator().next(), with.answers()::forget);
    boolean any = false;
    for (Map.Entry<StepId, Verdict> it : said.entrySet()) {
      try {
        if (desk.state().step(it.getKey()).phase() != Phase.OPEN) continue;
        desk.record(it.getValue().at(desk.state(), it.getKey()));
        desk.idle(it.getKey());
        any = true;
      } catch (IllegalArgumentException | ValueException e) {
        // Whoever put it there was told what can be decided; this came too late.
      }
    }
    return any;
  }

  private static List<StepState> made(RunState state, StepId id) {
    List<StepState> made = new ArrayList<>();
    if (!state.step(id).isChoice()) return made;
    for (StepState take : state.takes(id).values()) if (take.phase() == Phase.DONE) made.add(take);
    return made;
  }

  private static int first(RunState state, StepId id) {
    return state.takes(id).entrySet().stream()
        .filter(it -> it.getValue().phase() == Phase.DONE)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** What a person types to decide. */
  static String command(RunState state, StepState gate) {
    String run = state.started() == null ? "" : " --run " + state.started().run();
    String step = ResolveHint.quoted(gate.id().value());
    return gate.isChoice()
        ? "kino takes " + step + run + " shows them; kino pick " + step + " N" + run
        : "kino approve " + step + run + " (or with --reject)";
  }
}
