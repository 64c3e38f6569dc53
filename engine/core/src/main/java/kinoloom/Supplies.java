package kinoloom;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.answer.Fault;
import kinoloom.answer.Reading;
import kinoloom.artifact.Disk;
import kinoloom.artifact.Sha256;
import kinoloom.graph.Input;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Kind;
import kinoloom.graph.Names;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.graph.Workflow;
import kinoloom.journal.Event;
import kinoloom.journal.RunFolder;
import kinoloom.journal.Values;
import kinoloom.run.Rules;

/**
 * Values that a person gives for what chats would answer. They are kept in the run's folder, as
 * they were when the run began.
 */
record Supplies(List<Event.Supplied> given) {
  static final Supplies NONE = new Supplies(List.of());
  private static final String HINT = "correct the file";

  Map<StepId, Object> values() {
    Map<StepId, Object> values = new LinkedHashMap<>();
    for (Event.Supplied it : given) values.put(it.step(), it.value());
    return values;
  }

  /**
   * @param uses files by the name of an output that is all of a step, or of a step
   * @throws InvalidWorkflowException with all that is wrong with them
   */
  static Supplies read(Workflow workflow, Map<String, Path> uses) throws IOException {
    List<Problem> problems = new ArrayList<>();
    List<Event.Supplied> given = new ArrayList<>();
    for (Map.Entry<String, Path> use : uses.entrySet()) {
      Step step = step(workflow, use.getKey(), use.getValue(), problems);
      if (step != null) read(step, use.getValue(), given, problems);
    }
    if (!problems.isEmpty()) throw new InvalidWorkflowException(problems);
    return new Supplies(given);
  }

  private static Step step(Workflow workflow, String name, Path file, List<Problem> problems) {
    Map<String, Step> chats = new LinkedHashMap<>();
    for (Step step : workflow.steps()) {
      if (step.kind() == Kind.CHAT) chats.put(step.id().value(), step);
    }
    workflow
        .outputs()
        .forEach(
            (output, input) -> {
              boolean whole = input instanceof Input.OutputOf it && it.path().isEmpty();
              if (!whole) return;
              Step step = chats.get(((Input.OutputOf) input).step().value());
              if (step != null) chats.put(output, step);
            });
    Step step = chats.get(name);
    if (step == null) {
      String message = "No chat and no output that is all a chat answers is named '" + name + "'";
      problems.add(Problem.at(place(file), message + Names.offer(name, chats.keySet())));
    }
    return step;
  }

  private static Place place(Path file) {
    return new Place(file.toString(), 0);
  }

  private static void read(Step step, Path file, List<Event.Supplied> given, List<Problem> problems)
      throws IOException {
    Place place = place(file);
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      problems.add(new Problem(place, "This is no UTF-8 text", "save it as UTF-8"));
      return;
    }
    Reading reading = Reading.of(text, step.returns());
    List<Fault> faults = new ArrayList<>(reading.faults());
    boolean cut = reading.repairs().stream().anyMatch(it -> it.rung().equals("drop"));
    if (cut) faults.add(new Fault("", "breaks off before its end"));
    Object value = Values.parse(Values.inOrder(reading.value()));
    try {
      if (faults.isEmpty()) faults.addAll(Rules.broken(step, value));
    } catch (Exception e) {
      problems.add(Rules.problem(e));
    }
    for (Fault fault : faults) {
      String what = fault.path().isEmpty() ? "The value" : fault.path();
      problems.add(new Problem(place, what + " " + fault.message(), HINT));
    }
    given.add(new Event.Supplied(step.id(), value, file.toString(), Sha256.of(text)));
  }

  /** On disk before the journal is: a run that has one is taken up with the same values. */
  void write(RunFolder folder) throws IOException {
    if (given.isEmpty()) return;
    List<Object> kept = new ArrayList<>();
    for (Event.Supplied it : given) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("step", it.step().value());
      entry.put("file", it.file());
      entry.put("sha256", it.sha256());
      entry.put("value", it.value());
      kept.add(entry);
    }
    byte[] json = (Values.pretty(kept) + "\n").getBytes(StandardCharsets.UTF_8);
    Disk.write(folder.supplied(), json);
  }

  static Supplies read(RunFolder folder) throws IOException {
    if (!Files.exists(folder.supplied())) return NONE;
    String json = Files.readString(folder.supplied(), StandardCharsets.UTF_8);
    List<Event.Supplied> given = new ArrayList<>();
    for (Object entry : (List<?>) Values.parse(json)) {
      Map<?, ?> kept = (Map<?, ?>) entry;
      given.add(
          new Event.Supplied(
              StepId.of((String) kept.get("step")),
              kept.get("value"),
              (String) kept.get("file"),
              (String) kept.get("sha256")));
    }
    return new Supplies(given);
  }
}
