package kinoloom.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kinoloom.graph.Input;
import kinoloom.graph.Kind;
import kinoloom.graph.Problem;
import kinoloom.graph.Resolver;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;
import kinoloom.graph.Workflow;
import kinoloom.journal.Counting;
import kinoloom.journal.Descent;
import kinoloom.journal.Event;
import kinoloom.journal.Results;
import kinoloom.journal.Values;
import kinoloom.plan.Action;
import kinoloom.plan.Allowance;
import kinoloom.plan.Asking;
import kinoloom.plan.Doubt;
import kinoloom.plan.Limits;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.Shortage;
import kinoloom.plan.StepState;
import kinoloom.platform.MediaFile;
import kinoloom.platform.Refusal;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;

/** Knows who does which action, and what a run amounts to in the end. */
final class Performer {
  private static final String UNFIT =
      "give another picture, or bring it to the size yourself and leave out fit";

  private final Desk desk;
  private final Salvage salvage;
  private final Workflow workflow;
  private final Collaborators with;
  private final LocalFiles files;
  private final Words words;
  private final Preparation preparation;
  private final Keys keys;
  private final Descents descents;
  private final Darkroom darkroom;
  private final Submission submission;
  private final Tasks tasks;
  private final Fetching fetching;
  private final LocalWork local;
  private final Completion completion;
  private final Gates gates;
  private final Rules rules;
  private final Allowance allowance;
  private final Inspection inspection;

  Performer(Desk desk, Workflow workflow, Runner.Tools tools, Limits limits) {
    this.allowance = limits.allowance();
    this.desk = desk;
    this.workflow = workflow;
    this.with = tools.collaborators();
    salvage = new Salvage(with.platform(), with.rescue());
    files = new LocalFiles(with.store());
    words = new Words(desk.state(), files);
    preparation = new Preparation(with.platform(), with.store(), words::origin);
    keys = new Keys(with.results());
    descents =
        new Descents(
            desk.state(),
            with.results(),
            limits.remakesStale(),
            Performer::descent,
            Performer::decidedBefore);
    darkroom = new Darkroom(with.media(), with.store());
    for (StepState step : desk.state().steps()) {
      for (Event.Prepared before : step.requests()) {
        if (!before.stale()) keys.given(step.id(), before.request(), before.take());
      }
    }
    inspection = new Inspection(desk, with.store(), with.results(), files);
    rules = new Rules(desk);
    completion = new Completion(desk, with.platform().catalogue(), with.results(), rules);
    Recovery recovery = new Recovery(desk, with.platform(), tools.random());
    submission =
        new Submission(
            desk,
            with,
            tools.ambiguity(),
            tools.random(),
            completion,
            salvage,
            inspection,
            recovery);
    tasks = new Tasks(desk, with.platform(), tools.random(), recovery);
    fetching = new Fetching(desk, with.platform(), with.store(), tools.random(), completion);
    gates = new Gates(desk, with, files);
    local = new LocalWork(desk, words, with.media(), with.store(), files, completion);
  }

  /** A process took up where another left. */
  void resumed() {
    gates.resumed();
    completion.keepAll();
    for (StepState step : List.copyOf(desk.state().steps())) {
      if (step.abandoned()) submission.reconsider(step.id());
    }
  }

  Salvage salvage() {
    return salvage;
  }

  void perform(Action.OfStep action) {
    StepId step = action.step();
    if (action instanceof Action.Expand) local.expand(step);
    else if (action instanceof Action.Work) local.work(step);
    else if (action instanceof Action.Ask) gates.ask(step);
    else if (action instanceof Action.Await) gates.await(step);
    else if (action instanceof Action.Prepare) prepare(step);
    else if (action instanceof Action.Submit) submission.submit(step);
    else if (action instanceof Action.Requeue) submission.requeue(step);
    else if (action instanceof Action.Settle) submission.settle(step);
    else if (action instanceof Action.Read) desk.afterCommit(step, () -> submission.read(step));
    else if (action instanceof Action.Watch) tasks.watch(step);
    else if (action instanceof Action.Fetch) fetching.fetch(step);
    else throw new IllegalStateException("Nobody does " + action.getClass());
  }

  private void prepare(StepId id) {
    Step step = desk.state().step(id).asked();
    Map<String, Object> values = words.of(step);
    inspection.inspect(
        id,
        values,
        damaged -> {
          if (moved(id)) return;
          if (damaged.isEmpty()) prepare(id, step, values);
          else damagedInput(id, damaged);
        });
  }

  /** While its files were read, one of them may have been lost to another step. */
  private boolean moved(StepId id) {
    boolean moved = desk.state().step(id).phase() != Phase.READY;
    if (moved) desk.idle(id);
    return moved;
  }

  private void damagedInput(StepId id, Set<String> damaged) {
    if (inspection.lost(damaged)) desk.idle(id);
    else desk.park(id, "a file that it uses is damaged on this disk, again and again");
  }

  private void prepare(StepId id, Step step, Map<String, Object> values) {
    StepState state = desk.state().step(id);
    List<Problem> problems = new ArrayList<>(preparation.check(step, values, Set.of()));
    if (problems.isEmpty()) problems.addAll(preparation.checkFiles(step, values));
    if (failed(id, problems)) return;
    Prepared first = preparation.prepare(step, values);
    Descent descent = descents.of(id, first.described());
    Optional<Counting.Pointer> chosen = descents.chosen(state, first.described());
    Keys.Key key = key(state, first, chosen);
    Prepared prepared = asksAgain(state, key) ? askAgain(state, first) : first;
    Event.Prepared event =
        new Event.Prepared(
            id,
            key.value(),
            key.take(),
            prepared.described(),
            prepared.worst(),
            desk.state().uses(id),
            chosen.isPresent() ? descent.with(Descent.Takes.CHOSEN) : descent);
    Event.Prepared given =
        descents
            .given(state, event.key(), event.descent(), chosen)
            .map(it -> event.given(it.key(), it.take()))
            .orElse(event);
    Optional<Results.Result> known = with.results().find(given.key());
    if (known.isEmpty()) {
      fresh(step, values, prepared, event);
      return;
    }
    inspection.inspect(
        id,
        known.get().value(),
        damaged -> {
          if (moved(id)) return;
          if (damaged.isEmpty()) reuse(step, values, known.get(), prepared, event, given);
          else if (step.kind().remote() && !state.remake()) lost(known.get(), given, damaged);
          else fresh(step, values, prepared, event);
        });
  }

  private Keys.Key key(StepState state, Prepared prepared, Optional<Counting.Pointer> chosen) {
    return chosen
        .flatMap(it -> keys.choose(state.id(), prepared.described(), it))
        .orElseGet(() -> key(state, prepared));
  }

  private Keys.Key key(StepState state, Prepared prepared) {
    boolean own = state.prepared() != null && !state.prepared().stale();
    int formerTake = own ? state.prepared().take() : 0;
    if (state.base() == null) return keys.claim(state.id(), prepared.described(), formerTake);
    if (state.anew()) return keys.fresh(state.id(), prepared.described(), formerTake);
    String request = Values.json(prepared.described());
    for (StepState take : desk.state().takes(state.base().id()).values()) {
      Event.Prepared before = take == state ? null : take.prepared();
      if (before == null || before.stale()) continue;
      boolean same = Values.json(before.request()).equals(request);
      if (same && take.phase() == Phase.DONE) return new Keys.Key(before.key(), before.take());
    }
    return keys.claim(state.id(), prepared.described(), formerTake);
  }

  private static Descent descent(StepState step) {
    return step.prepared() == null ? null : step.prepared().descent();
  }

  private static boolean decidedBefore(StepState gate) {
    return gate.isChoice() && gate.decided() != null && gate.decided().by().equals("before");
  }

  private static boolean asksAgain(StepState state, Keys.Key key) {
    return state.asking() != null
        && state.prepared() != null
        && state.prepared().key().equals(key.value());
  }

  private Prepared askAgain(StepState state, Prepared first) {
    Asking asking = state.asking();
    Submitted said =
        asking.answer() == null
            ? null
            : with.platform().read(Preparation.again(state), asking.answer());
    String text = said instanceof Submitted.Text it ? it.text() : "";
    return preparation.askAgain(state.step(), first, asking, text);
  }

  /** A result is used if the step's rules hold for it; else it is made anew. */
  private void reuse(
      Step step,
      Map<String, Object> values,
      Results.Result known,
      Prepared prepared,
      Event.Prepared event,
      Event.Prepared given) {
    rules.examine(
        step,
        known.value(),
        (broken, error) -> {
          if (moved(step.id())) return;
          if (error != null) desk.fail(step.id(), Rules.inWords(error), Rules.HINT);
          else if (broken.isEmpty()) reuse(known, given);
          else fresh(step, values, prepared, event);
        });
  }

  private void reuse(Results.Result known, Event.Prepared event) {
    desk.record(event);
    desk.record(new Event.Reused(event.step(), known.value(), known.run()));
    desk.idle(event.step());
  }

  /** It was paid once: nobody pays for it again without being asked. */
  private void lost(Results.Result known, Event.Prepared event, Set<String> damaged) {
    desk.record(event);
    inspection.lost(event.step(), damaged.iterator().next(), with.results().origin(known));
    desk.idle(event.step());
  }

  private void fresh(
      Step step, Map<String, Object> values, Prepared prepared, Event.Prepared event) {
    if (failed(step.id(), preparation.checkCounts(step, values))) return;
    if (failed(step.id(), preparation.checkPictures(step, values))) return;
    desk.record(event);
    develop(step.id(), prepared);
  }

  private boolean failed(StepId step, List<Problem> problems) {
    if (problems.isEmpty()) return false;
    desk.fail(step, problems.get(0).message(), problems.get(0).hint());
    return true;
  }

  /** Makes the copies that are to be sent; only then the request is ready. */
  private void develop(StepId step, Prepared prepared) {
    if (prepared.fits().isEmpty()) {
      submission.ready(step, prepared);
      desk.idle(step);
      return;
    }
    desk.darkroom(
        step,
        () -> darkroom.develop(prepared),
        (request, error) -> {
          if (error == null) developed(step, prepared, request);
          else undeveloped(step, error);
        });
  }

  /** What is wrong with the picture stays so; what is wrong with this machine may pass. */
  private void undeveloped(StepId id, Throwable error) {
    Step step = desk.state().step(id).step();
    boolean told = error instanceof Darkroom.Failure;
    Throwable cause = told ? error.getCause() : error;
    String picture = told ? words.origin(step, ((Darkroom.Failure) error).original) : "a picture";
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    if (desk.outOfRoom(id, cause)) return;
    if (cause instanceof UnfitPictureException) {
      desk.fail(id, picture + " cannot be fitted: " + why, UNFIT);
    } else {
      desk.park(id, picture + " cannot be fitted now: " + why + "; resume tries again");
    }
  }

  private void developed(StepId step, Prepared prepared, Request request) {
    for (int index : prepared.fits().keySet()) {
      MediaFile original = prepared.request().files().get(index);
      MediaFile copy = request.files().get(index);
      desk.record(new Event.Fitted(step, original.word(), original.sha256(), copy.sha256()));
    }
    submission.ready(step, prepared.developed(request));
    desk.idle(step);
  }

  // --- the end -----------------------------------------------------------------------------------

  /**
   * Whether a gate was decided just now, or a file of an output is damaged, and something can be
   * done about it.
   */
  boolean mendsOutputs() {
    if (gates.hear()) return true;
    Set<String> damaged;
    try {
      damaged = inspection.damaged(Inspection.hashes(outputs()));
    } catch (UncheckedIOException e) {
      // Publishing them tells of it.
      return false;
    }
    return !damaged.isEmpty() && inspection.lost(damaged);
  }

  Ending ending(Halt halt, boolean cancelled) {
    RunState state = desk.state();
    List<Ending.Failure> failures = new ArrayList<>();
    List<StepState> open = new ArrayList<>();
    for (StepState step : state.steps()) {
      if (step.step() == null || state.leftOut(step.id())) continue;
      if (step.phase() == Phase.FAILED
          || step.phase() == Phase.AMBIGUOUS
          || step.phase() == Phase.OPEN) failures.add(failure(step));
      else if (step.parked() || step.phase() == Phase.PREPARED) open.add(step);
    }
    Ending.Status status = status(halt, cancelled, failures, open);
    return new Ending(
        status, reason(status, halt, open), failures, outputs(), new LinkedHashMap<>());
  }

  private Ending.Failure failure(StepState step) {
    if (step.phase() == Phase.OPEN) {
      return failure(
          step,
          "It waits for your word: " + step.opened().question(),
          Gates.command(desk.state(), step),
          Ending.Remedy.APPROVE);
    }
    if (step.phase() != Phase.AMBIGUOUS) {
      return failure(step, step.message(), step.hint(), remedy(step));
    }
    String resolve = ResolveHint.of(desk.state().started().run(), step.id());
    String first =
        step.doubt() == Doubt.UNCLEAR_REQUEST
            ? resolve + " shows what is known and takes your decision"
            : "resume asks for it again; " + resolve + " takes your decision";
    String hint = first + "; or resume with " + AmbiguityPolicy.offer(step.resubmissions(), true);
    return failure(step, doubt(step), hint, Ending.Remedy.DECIDE);
  }

  private static Ending.Failure failure(
      StepState step, String message, String hint, Ending.Remedy remedy) {
    String code = step.doubt() == null ? "" : step.doubt().name();
    return new Ending.Failure(
        step.id(), step.step().place(), message, hint, remedy, step.resubmissions(), code);
  }

  private static Ending.Remedy remedy(StepState step) {
    if (step.rejected()) return Ending.Remedy.APPROVE;
    if (step.abandoned()) return Ending.Remedy.DECIDE;
    // What work on clips fails of is seldom in the script: the programs, the disk.
    boolean worked = step.info().kind() == Kind.CUT || step.info().kind() == Kind.FRAME;
    boolean again = step.mayDoBetter() || worked;
    return again ? Ending.Remedy.RETRY : Ending.Remedy.EDIT;
  }

  private static String doubt(StepState step) {
    String request = step.transno().isEmpty() ? "a request of it" : "its request " + step.transno();
    return switch (step.doubt()) {
      case UNCLEAR_REQUEST ->
          "Nobody knows whether " + request + " was accepted: " + step.message();
      case LOST_TASK ->
          "Nobody knows what became of its task " + step.task() + ": " + step.message();
      case OUTPUT_EXPIRED ->
          "OUTPUT_EXPIRED: its result is made and paid, and cannot be fetched any more: "
              + step.message();
      case OUTPUT_UNUSABLE ->
          "OUTPUT_UNUSABLE: its result is made and paid, and what is fetched as it is no good file: "
              + step.message();
      case OUTPUT_DAMAGED ->
          "OUTPUT_DAMAGED: its result was made and paid, and cannot be fetched again: "
              + step.message();
    };
  }

  private Ending.Status status(
      Halt halt, boolean cancelled, List<Ending.Failure> failures, List<StepState> open) {
    if (cancelled) return Ending.Status.CANCELLED;
    if (!desk.spends()) return Ending.Status.DAMAGED;
    Refusal stopped = desk.state().stopped();
    if (stopped != null) {
      return stopped.reason() == Refusal.Reason.KEY_REFUSED
          ? Ending.Status.KEY_REFUSED
          : Ending.Status.PAUSED;
    }
    if (halt != null) return halt.status();
    boolean undecided =
        desk.state().steps().stream()
            .anyMatch(it -> it.phase() == Phase.AMBIGUOUS || it.phase() == Phase.OPEN);
    if (undecided || !open.isEmpty()) return Ending.Status.PAUSED;
    return failures.isEmpty() ? Ending.Status.DONE : Ending.Status.FAILED;
  }

  private String reason(Ending.Status status, Halt halt, List<StepState> open) {
    return switch (status) {
      case DONE -> "";
      case CANCELLED -> "The run was stopped";
      case FAILED -> "A step failed" + drafts();
      case KEY_REFUSED ->
          halt != null
              ? halt.reason()
              : "The platform refused the key: " + desk.state().stopped().message();
      case UNAVAILABLE, DISK_FULL, DAMAGED -> halt.reason();
      case PAUSED -> paused(open);
    };
  }

  /** What was made all the same. */
  private String drafts() {
    return desk.state().drafts().stream()
        .map(it -> "; " + it.id() + " is a draft: " + it.lack())
        .collect(Collectors.joining());
  }

  private String paused(List<StepState> open) {
    Refusal stopped = desk.state().stopped();
    if (stopped != null) {
      return "The account has no money left (" + stopped.message() + "): recharge, then resume";
    }
    for (StepState step : open) {
      if (step.parked()) return "'" + step.id() + "' waits: " + step.message();
    }
    return Shortage.of(desk.state(), allowance)
        .map(Shortage::reason)
        .orElseGet(() -> asked(desk.state().steps()));
  }

  private static String asked(Collection<StepState> steps) {
    if (steps.stream().anyMatch(it -> it.phase() == Phase.AMBIGUOUS)) {
      return "A request needs your decision";
    }
    return steps.stream()
        .filter(it -> it.phase() == Phase.OPEN)
        .findFirst()
        .map(it -> "'" + it.id() + "' waits for your word")
        .orElseThrow();
  }

  private Map<String, Object> outputs() {
    Map<String, Object> outputs = new LinkedHashMap<>();
    workflow
        .outputs()
        .forEach(
            (name, input) -> {
              Object value = known(input);
              if (value != null) outputs.put(name, value);
            });
    return outputs;
  }

  /** As much of a value as is known: the elements of a list that are there. */
  private Object known(Input input) {
    try {
      if (Resolver.blockers(input, desk.state()::known).isEmpty()) {
        return Resolver.value(input, desk.state()::known, files::get);
      }
      if (!Resolver.listBlockers(input, desk.state()::known).isEmpty()) return null;
      if (!(Resolver.list(input, desk.state()::known) instanceof Input.ListOf list)) return null;
      List<Object> there = new ArrayList<>();
      for (Input element : list.elements()) {
        Object value = known(element);
        if (value != null) there.add(value);
      }
      return there.isEmpty() ? null : there;
    } catch (ValueException e) {
      return null;
    }
  }

  /** What chats said that could not be used, by step. */
  private Map<String, String> lastAnswers() {
    Map<String, String> answers = new LinkedHashMap<>();
    for (StepState step : desk.state().steps()) {
      boolean unused = step.phase() == Phase.FAILED && step.step() != null && step.answer() != null;
      if (!unused || step.step().kind() != Kind.CHAT || !step.answer().complete()) continue;
      Submitted said = with.platform().read(Preparation.again(step), step.answer());
      if (said instanceof Submitted.Text text) answers.put(step.id().value(), text.text());
    }
    return answers;
  }

  void publish(Ending ending) throws IOException {
    Map<String, List<java.nio.file.Path>> published =
        with.publisher().publish(ending.outputs(), desk.state());
    published.putAll(with.publisher().answers(lastAnswers()));
    published.forEach(
        (output, paths) -> {
          ending.files().put(output, paths);
          desk.record(new Event.Published(output, paths.stream().map(String::valueOf).toList()));
        });
  }
}
