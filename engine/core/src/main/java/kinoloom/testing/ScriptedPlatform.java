package kinoloom.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.journal.Values;
import kinoloom.platform.Answer;
import kinoloom.platform.Catalogue;
import kinoloom.platform.NotSentException;
import kinoloom.platform.Platform;
import kinoloom.platform.Refusal;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;
import kinoloom.platform.TaskId;
import kinoloom.platform.TaskStatus;
import kinoloom.platform.Usage;

/**
 * A platform that does what it is told by rules, in memory, and remembers what it was sent.
 *
 * <p>Of several rules for a request the one that names its step counts, then one for its model,
 * then one for its verb; of two like these the later. What no rule is for is made all the same: a
 * picture of one colour, a clip. Only a chat needs one, as nobody knows what it should say.
 *
 * <p>It has the models of the catalogue and checks no request beyond what the engine does. Give it
 * to the engine as a listener, too: only then it knows the step that a request comes from.
 */
public final class ScriptedPlatform implements Platform, Consumer<Entry> {
  private static final int STEP = 3;
  private static final int STEPS = 2;
  private static final int MODEL = 1;
  private static final int VERB = 0;

  private final InstantSource clock;
  private final Catalogue catalogue;
  private final List<Rule> rules = new ArrayList<>();
  private final List<SentRequest> sent = new ArrayList<>();
  private final Map<String, String> steps = new HashMap<>();
  private final Map<String, Task> tasks = new HashMap<>();
  private final Map<String, TaskId> numbers = new HashMap<>();

  private record Task(Request request, int number, Outcome outcome, Instant ready) {}

  public ScriptedPlatform(InstantSource clock) {
    this(clock, Catalogue.load());
  }

  public ScriptedPlatform(InstantSource clock, Catalogue catalogue) {
    this.clock = clock;
    this.catalogue = catalogue;
  }

  /**
   * A rule for a step.
   *
   * @param step its name, such as {@code clip[2]}; {@code clip} is for all turns of it, too, and
   *     {@code clip*} for all that begin so
   */
  public Rule on(String step) {
    Pattern turns = Pattern.compile(glob(step) + "(\\[\\d+]|~\\d+)*");
    boolean one = step.matches(".*[\\[~].*") && !step.contains("*");
    return add(one ? STEP : STEPS, it -> turns.matcher(it.step()).matches());
  }

  private static String glob(String step) {
    return Pattern.quote(step).replace("*", "\\E.*\\Q");
  }

  public Rule onModel(String model) {
    return add(MODEL, it -> it.model().equals(model));
  }

  /**
   * @param verb {@code chat}, {@code t2i}, {@code t2v}, {@code i2v} or {@code ref2v}
   */
  public Rule onVerb(String verb) {
    return add(VERB, it -> it.verb().equals(verb));
  }

  private synchronized Rule add(int weight, Predicate<SentRequest> matches) {
    Rule rule = new Rule(weight, matches);
    rules.add(0, rule);
    return rule;
  }

  /** Everything that was sent, in order, what was refused or lost too. */
  public synchronized List<SentRequest> sent() {
    return List.copyOf(sent);
  }

  /** Hears which step a request comes from. */
  @Override
  public synchronized void accept(Entry entry) {
    if (entry.event() instanceof Event.Intent intent) {
      steps.put(intent.transno(), intent.step().value());
    }
  }

  @Override
  public String scope() {
    return "local";
  }

  @Override
  public String address() {
    return "a scripted platform";
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public CompletableFuture<Answer> submit(Request request, String transno, Barrier beforeTail) {
    Outcome outcome = outcome(request, transno);
    if (outcome.how() == Outcome.How.NOT_SENT) {
      return CompletableFuture.failedFuture(
          new NotSentException("the rule says that it never arrives", null));
    }
    return beforeTail.pass().thenCompose(passed -> answer(request, transno, outcome));
  }

  @Override
  public CompletableFuture<Answer> submit(
      Request request, String transno, Barrier beforeTail, Hearing hearing) {
    return submit(request, transno, beforeTail)
        .thenApply(
            answer -> {
              if (read(request, answer) instanceof Submitted.Text text) {
                hearing.said(text.text(), false);
              }
              return answer;
            });
  }

  private synchronized Outcome outcome(Request request, String transno) {
    String step = steps.getOrDefault(transno, "");
    SentRequest one = new SentRequest(step, request, clock.instant());
    sent.add(one);
    return rules.stream()
        .filter(rule -> rule.isFor(one))
        .max(Comparator.comparingInt(Rule::weight))
        .map(Rule::next)
        .orElseGet(() -> unsaid(one));
  }

  private static Outcome unsaid(SentRequest sent) {
    if (!sent.verb().equals("chat")) {
      return new Outcome(Outcome.How.ANSWERED, null, null, Outcome.USUAL);
    }
    String message =
        "No rule says what the chat '"
            + sent.step()
            + "' answers: on('"
            + sent.step()
            + "').answers(…)";
    Refusal refusal = new Refusal(Refusal.Reason.BAD_REQUEST, message);
    return new Outcome(Outcome.How.REFUSED, null, refusal, Outcome.USUAL);
  }

  private synchronized CompletableFuture<Answer> answer(
      Request request, String transno, Outcome outcome) {
    boolean chat = request.category().equals("t2t");
    Answer answer;
    if (outcome.refusal() != null && (chat || outcome.how() == Outcome.How.REFUSED)) {
      Refusal refusal = outcome.refusal();
      answer = answer("refused", List.of(refusal.reason().name(), refusal.message()));
    } else if (chat) {
      Object value = outcome.value();
      answer = answer("text", value instanceof CharSequence ? value.toString() : json(value));
    } else {
      String id = "task-" + (tasks.size() + 1);
      Instant ready = clock.instant().plus(outcome.lasts());
      tasks.put(id, new Task(request, sent.size(), outcome, ready));
      numbers.put(transno, new TaskId(id));
      answer = answer("task", id);
    }
    return outcome.how() == Outcome.How.LOST
        ? CompletableFuture.failedFuture(new IOException("the rule says that the answer is lost"))
        : CompletableFuture.completedFuture(answer);
  }

  private static String json(Object value) {
    return value == null ? "" : Values.json(value);
  }

  private static Answer answer(String what, Object value) {
    return new Answer(200, "application/json", Values.json(Map.of(what, value)), true);
  }

  @Override
  public Submitted read(Request request, Answer answer) {
    Map<?, ?> said = (Map<?, ?>) Values.parse(answer.body());
    if (said.get("task") instanceof String task) return new Submitted.Accepted(new TaskId(task));
    if (said.get("text") instanceof String text) return new Submitted.Text(text, Usage.NONE);
    List<?> refused = (List<?>) said.get("refused");
    return new Submitted.Rejected(
        new Refusal(
            Refusal.Reason.valueOf(String.valueOf(refused.get(0))),
            String.valueOf(refused.get(1))));
  }

  /** Only what was accepted is known by its number, as on the real platform. */
  @Override
  public synchronized CompletableFuture<Optional<TaskId>> lookUp(String category, String transno) {
    return CompletableFuture.completedFuture(Optional.ofNullable(numbers.get(transno)));
  }

  @Override
  public synchronized CompletableFuture<TaskStatus> poll(TaskId id) {
    return CompletableFuture.completedFuture(status(id, tasks.get(id.value())));
  }

  private TaskStatus status(TaskId id, Task task) {
    if (task == null) return new TaskStatus.Lost("there is no task " + id);
    if (clock.instant().isBefore(task.ready())) return new TaskStatus.Running("RUNNING");
    if (task.outcome().refusal() != null) return new TaskStatus.Failed(task.outcome().refusal());
    String kind = task.request().category().equals("t2i") ? "image" : "video";
    return new TaskStatus.Succeeded(
        List.of(new TaskStatus.Media(kind, "scripted:" + id)), Usage.NONE);
  }

  @Override
  public CompletableFuture<Long> fetch(String url, Path target) {
    try {
      byte[] bytes = bytes(url.substring(url.indexOf(':') + 1));
      Files.write(target, bytes);
      return CompletableFuture.completedFuture((long) bytes.length);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized byte[] bytes(String id) throws IOException {
    Task task = Objects.requireNonNull(tasks.get(id), id);
    Object value = task.outcome().value();
    if (value == null) return SampleFiles.of(task.request(), task.number());
    if (value instanceof byte[] bytes) return bytes;
    if (value instanceof Path path) return Files.readAllBytes(path);
    if (value instanceof java.io.File file) return Files.readAllBytes(file.toPath());
    throw new IOException(
        "a rule answers with " + value + ", which is no picture or clip: give a path or bytes");
  }

  /** Does nothing: it may be used by one engine after another. */
  @Override
  public void close() {}
}
