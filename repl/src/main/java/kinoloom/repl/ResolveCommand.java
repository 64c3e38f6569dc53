package kinoloom.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kinoloom.Decided;
import kinoloom.Decision;
import kinoloom.RunStatus;
import kinoloom.Unclear;
import kinoloom.graph.StepId;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;
import kinoloom.repl.console.Nearest;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.service.PlatformChoice;
import kinoloom.repl.show.JsonText;
import kinoloom.repl.show.UnclearView;
import kinoloom.run.Listeners;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "resolve",
    description = {
      "Shows the requests whose fate nobody knows, and takes your decision about them.",
      "Nothing is sent but, for --adopt, one free question about the task; kino resume goes on."
    },
    mixinStandardHelpOptions = true)
final class ResolveCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private StepArguments arguments;
  @Mixin private PlatformOptions platform;
  @Mixin private WorkspaceOptions workspace;

  @Option(
      names = "--adopt",
      paramLabel = "TASKID",
      description = "It was accepted, and this is its task; or a whole RESCUE line.")
  private String adopt;

  @Option(names = "--resubmit", description = "Make it again. It may be paid twice.")
  private boolean resubmit;

  @Option(names = "--abandon", description = "Give it up. It may have been paid.")
  private boolean abandon;

  @Option(names = "--json", description = "One JSON document on stdout, and nothing else there.")
  private boolean json;

  ResolveCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Decision decision = decision();
    try (EngineRoom room = room(adopt != null)) {
      StepArguments.Target target = arguments.target(room.engine());
      List<Unclear> unclear = room.engine().unclear(target.run().id());
      List<StepId> steps = named(target, unclear);
      return decision == null
          ? show(target.run(), steps.isEmpty() ? unclear : only(unclear, steps), !steps.isEmpty())
          : decide(room, target.run(), steps, decision);
    }
  }

  private Decision decision() {
    int given = (adopt == null ? 0 : 1) + (resubmit ? 1 : 0) + (abandon ? 1 : 0);
    if (given > 1) {
      throw Complaint.usage(
          "--adopt, --resubmit and --abandon exclude each other", "Give one of them");
    }
    if (adopt != null) return Decision.adopt(adopt);
    if (resubmit) return Decision.resubmit();
    return abandon ? Decision.abandon() : null;
  }

  /** A task is asked for where that can be done; without a key it is not. */
  private EngineRoom room(boolean asking) throws IOException {
    EngineRoom.Places places = workspace.places(shell.folder());
    PlatformChoice choice = asking ? choice() : null;
    boolean builtIn = choice instanceof PlatformChoice.BuiltIn;
    if (choice == null || builtIn && !Files.exists(places.workspace().resolve("emulator"))) {
      return EngineRoom.reading(places);
    }
    Listeners nobody = new Listeners(entry -> {}, null);
    return EngineRoom.running(choice, places, EngineRoom.Rules.NONE, nobody, shell.console());
  }

  private PlatformChoice choice() throws IOException {
    try {
      return platform.choice(shell, true);
    } catch (Complaint e) {
      if (e.exit() == Exit.KEY_REFUSED) return null;
      throw e;
    }
  }

  private List<StepId> named(StepArguments.Target target, List<Unclear> unclear) {
    List<StepId> steps = new ArrayList<>();
    for (String name : target.steps()) {
      StepId id = StepId.of(name);
      if (unclear.stream().noneMatch(it -> it.step().equals(id))) throw clear(target.run(), name);
      steps.add(id);
    }
    return steps;
  }

  private static Complaint clear(RunStatus run, String name) {
    for (RunStatus.StepStatus step : run.steps()) {
      if (!step.id().value().equals(name)) continue;
      return Complaint.notFound(
          "'" + name + "' of run " + run.id() + " needs no decision: it is " + step.state(),
          "kino resolve " + run.id() + " shows what does");
    }
    List<String> names = run.steps().stream().map(it -> it.id().value()).toList();
    String near = Nearest.to(name, names).map(it -> "Did you mean '" + it + "'?").orElse("");
    return Complaint.notFound("there is no step '" + name + "' in run " + run.id(), near);
  }

  private static List<Unclear> only(List<Unclear> unclear, List<StepId> steps) {
    return unclear.stream().filter(it -> steps.contains(it.step())).toList();
  }

  private int show(RunStatus run, List<Unclear> unclear, boolean named) {
    UnclearView view = new UnclearView(run.id(), unclear, named);
    if (json) shell.console().json(JsonText.of(view.json()));
    else if (view.isEmpty()) shell.console().note(view.nothing());
    else shell.console().result(view.text());
    return view.isEmpty() ? Exit.DONE : Exit.NEEDS_A_PERSON;
  }

  private int decide(EngineRoom room, RunStatus run, List<StepId> steps, Decision decision)
      throws IOException {
    if (steps.isEmpty()) {
      throw Complaint.usage(
          "no step is named to decide about", "kino resolve " + run.id() + " shows them");
    }
    if (steps.size() > 1 && decision.choice() == Decision.Choice.ADOPT) {
      throw Complaint.usage("one task cannot be adopted for several steps", "Name one step");
    }
    Map<StepId, Decision> decisions = new LinkedHashMap<>();
    for (StepId step : steps) decisions.put(step, decision);
    List<Decided> decided = room.engine().resolve(run.id(), decisions);
    UnclearView left = new UnclearView(run.id(), room.engine().unclear(run.id()), false);
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("run", run.id());
      document.put("decided", decided);
      document.putAll(left.json());
      shell.console().json(JsonText.of(document));
    } else {
      for (Decided it : decided) shell.console().result(UnclearView.done(it));
      shell.console().note(left.next());
    }
    return Exit.DONE;
  }
}
