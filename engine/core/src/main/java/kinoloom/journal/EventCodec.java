package kinoloom.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kinoloom.answer.Fault;
import kinoloom.answer.Repair;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.StepId;
import kinoloom.platform.Answer;
import kinoloom.platform.Refusal;
import kinoloom.platform.TaskStatus;
import kinoloom.platform.Usage;

/**
 * How each event stands in the journal: its type's name and its fields. This is the file format; a
 * change of what is here needs a new version in {@link FileJournal}.
 */
final class EventCodec {
  private record Codec<E extends Event>(
      String type, Class<E> event, BiConsumer<E, Fields> write, Function<Fields, E> read) {

    Fields encode(Event value) {
      Fields fields = new Fields();
      write.accept(event.cast(value), fields);
      return fields;
    }
  }

  private static final List<Codec<?>> CODECS =
      List.of(
          new Codec<>(
              "run.started",
              Event.RunStarted.class,
              (e, out) ->
                  out.with("run", e.run())
                      .with("title", e.title())
                      .with("scope", e.scope())
                      .with("address", e.address())
                      .with("script", e.script())
                      .with("params", e.params()),
              in ->
                  new Event.RunStarted(
                      in.text("run"),
                      in.text("title"),
                      in.text("scope"),
                      in.text("address"),
                      in.text("script"),
                      in.map("params"))),
          new Codec<>(
              "run.resumed",
              Event.RunResumed.class,
              (e, out) -> {
                out.with("address", e.address());
                if (e.salvaging()) out.with("salvaging", true);
              },
              in ->
                  new Event.RunResumed(
                      in.text("address"), in.has("salvaging") && in.flag("salvaging"))),
          new Codec<>(
              "budget.set",
              Event.BudgetSet.class,
              (e, out) -> BudgetFields.write(e.budget(), out).with("by", e.by()),
              in -> new Event.BudgetSet(BudgetFields.read(in), in.name("by"))),
          new Codec<>(
              "run.ended",
              Event.RunEnded.class,
              (e, out) -> {
                out.with("status", e.status()).with("reason", e.reason()).with("spent", e.spent());
                if (!e.unmade().isEmpty()) out.with("unmade", names(e.unmade()));
              },
              in ->
                  new Event.RunEnded(
                      in.text("status"), in.text("reason"), in.money("spent"), unmade(in))),
          new Codec<>(
              "workspace.opened",
              Event.WorkspaceOpened.class,
              (e, out) ->
                  out.with("pid", e.pid())
                      .with("machine", e.where().machine())
                      .with("boot", e.where().boot())
                      .with("folder", e.where().folder())
                      .with("journal", e.where().journal())
                      .with("path", e.where().path()),
              in -> new Event.WorkspaceOpened(in.whole("pid"), whereabouts(in))),
          new Codec<>(
              "workspace.accepted",
              Event.WorkspaceAccepted.class,
              (e, out) -> out.with("reason", e.reason()).with("last", e.last()),
              in -> new Event.WorkspaceAccepted(in.text("reason"), in.whole("last"))),
          new Codec<>(
              "journal.loss-accepted",
              Event.LossAccepted.class,
              (e, out) ->
                  out.with("kept", e.kept())
                      .with("missing", e.missing())
                      .with("lost", e.lost())
                      .with("last", e.last())
                      .with("steps", e.steps())
                      .with("worst", e.worst()),
              in ->
                  new Event.LossAccepted(
                      in.text("kept"),
                      in.text("missing"),
                      in.whole("lost"),
                      in.whole("last"),
                      in.texts("steps"),
                      in.money("worst"))),
          new Codec<>(
              "published",
              Event.Published.class,
              (e, out) -> out.with("output", e.output()).with("paths", e.paths()),
              in -> new Event.Published(in.text("output"), in.texts("paths"))),
          new Codec<>(
              "steps.added",
              Event.StepsAdded.class,
              (e, out) -> out.with("by", e.by()).with("steps", e.steps(), EventCodec::stepInfo),
              in -> new Event.StepsAdded(in.step("by"), in.list("steps", EventCodec::stepInfo))),
          new Codec<>(
              "prepared",
              Event.Prepared.class,
              (e, out) -> {
                out.with("step", e.step())
                    .with("key", e.key())
                    .with("take", e.take())
                    .with("request", e.request())
                    .with("estimate", e.estimate());
                if (!e.uses().isEmpty()) out.with("uses", e.uses());
                if (e.descent().known()) out.with("lineage", e.descent().lineage());
                boolean first = e.descent().takes() == Descent.Takes.FIRST;
                if (!first) out.with("takes", e.descent().takes().name().toLowerCase(Locale.ROOT));
              },
              in ->
                  new Event.Prepared(
                      in.step("step"),
                      in.text("key"),
                      in.integer("take"),
                      in.map("request"),
                      in.money("estimate"),
                      in.has("uses") ? in.texts("uses") : List.of(),
                      descent(in))),
          new Codec<>(
              "reused",
              Event.Reused.class,
              (e, out) ->
                  out.with("step", e.step()).with("value", e.value()).with("fromRun", e.fromRun()),
              in -> new Event.Reused(in.step("step"), in.value("value"), in.text("fromRun"))),
          new Codec<>(
              "fitted",
              Event.Fitted.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("word", e.word())
                      .with("original", e.original())
                      .with("copy", e.copy()),
              in ->
                  new Event.Fitted(
                      in.step("step"), in.text("word"), in.text("original"), in.text("copy"))),
          new Codec<>(
              "submit.intent",
              Event.Intent.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("attempt", e.attempt())
                      .with("transno", e.transno())
                      .with("worst", e.worst()),
              in ->
                  new Event.Intent(
                      in.step("step"),
                      in.integer("attempt"),
                      in.text("transno"),
                      in.money("worst"))),
          new Codec<>(
              "submit.barrier",
              Event.Barrier.class,
              (e, out) -> out.with("step", e.step()).with("attempt", e.attempt()),
              in -> new Event.Barrier(in.step("step"), in.integer("attempt"))),
          new Codec<>(
              "submit.not-sent",
              Event.NotSent.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("attempt", e.attempt())
                      .with("reason", e.reason()),
              in -> new Event.NotSent(in.step("step"), in.integer("attempt"), in.text("reason"))),
          new Codec<>(
              "submit.answered",
              Event.Answered.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("attempt", e.attempt())
                      .with("answer", answer(e.answer())),
              in ->
                  new Event.Answered(
                      in.step("step"),
                      in.integer("attempt"),
                      in.object("answer", EventCodec::answer))),
          new Codec<>(
              "submit.accepted",
              Event.Accepted.class,
              (e, out) ->
                  out.with("step", e.step()).with("attempt", e.attempt()).with("task", e.task()),
              in -> new Event.Accepted(in.step("step"), in.integer("attempt"), in.task("task"))),
          new Codec<>(
              "submit.rejected",
              Event.Rejected.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("attempt", e.attempt())
                      .with("refusal", refusal(e.refusal())),
              in ->
                  new Event.Rejected(
                      in.step("step"),
                      in.integer("attempt"),
                      in.object("refusal", EventCodec::refusal))),
          new Codec<>(
              "submit.charged",
              Event.Charged.class,
              (e, out) ->
                  out.with("step", e.step()).with("attempt", e.attempt()).with("cost", e.cost()),
              in -> new Event.Charged(in.step("step"), in.integer("attempt"), in.money("cost"))),
          new Codec<>(
              "submit.ambiguous",
              Event.Ambiguous.class,
              (e, out) -> {
                out.with("step", e.step())
                    .with("attempt", e.attempt())
                    .with("message", e.message());
                if (e.unusable()) out.with("unusable", true);
              },
              in ->
                  new Event.Ambiguous(
                      in.step("step"),
                      in.integer("attempt"),
                      in.text("message"),
                      in.has("unusable") && in.flag("unusable"))),
          new Codec<>(
              "submit.resolved",
              Event.Resolved.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("decision", e.decision())
                      .with("task", e.task())
                      .with("by", e.by()),
              EventCodec::resolved),
          new Codec<>(
              "task.changed",
              Event.TaskChanged.class,
              (e, out) -> out.with("step", e.step()).with("word", e.word()),
              in -> new Event.TaskChanged(in.step("step"), in.text("word"))),
          new Codec<>(
              "task.succeeded",
              Event.TaskSucceeded.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("media", e.media(), EventCodec::media)
                      .with("usage", e.usage() == null ? null : e.usage().values()),
              in ->
                  new Event.TaskSucceeded(
                      in.step("step"), in.list("media", EventCodec::media), usage(in))),
          new Codec<>(
              "task.failed",
              Event.TaskFailed.class,
              (e, out) -> out.with("step", e.step()).with("refusal", refusal(e.refusal())),
              in ->
                  new Event.TaskFailed(in.step("step"), in.object("refusal", EventCodec::refusal))),
          new Codec<>(
              "step.lost-output",
              Event.LostOutput.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("file", e.file())
                      .with("task", e.task())
                      .with("transno", e.transno())
                      .with("message", e.message()),
              in ->
                  new Event.LostOutput(
                      in.step("step"),
                      in.text("file"),
                      in.task("task"),
                      in.text("transno"),
                      in.text("message"))),
          new Codec<>(
              "step.retried",
              Event.Retried.class,
              (e, out) ->
                  out.with("step", e.step()).with("cause", e.cause()).with("message", e.message()),
              in -> new Event.Retried(in.step("step"), in.text("cause"), in.text("message"))),
          new Codec<>(
              "step.fell-back",
              Event.FellBack.class,
              (e, out) ->
                  out.with("step", e.step()).with("model", e.model()).with("message", e.message()),
              in -> new Event.FellBack(in.step("step"), in.text("model"), in.text("message"))),
          new Codec<>(
              "gate.opened",
              Event.GateOpened.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("question", e.question())
                      .with("value", e.value())
                      .with("uses", e.uses())
                      .with("files", e.files())
                      .with("until", e.until() == null ? null : e.until().toString())
                      .with("otherwise", e.otherwise()),
              in ->
                  new Event.GateOpened(
                      in.step("step"),
                      in.name("question"),
                      in.value("value"),
                      in.texts("uses"),
                      in.texts("files"),
                      instant(in.text("until")),
                      in.name("otherwise"))),
          new Codec<>(
              "gate.decided",
              Event.GateDecided.class,
              (e, out) ->
                  out.with("step", e.step()).with("decision", e.decision()).with("by", e.by()),
              in -> new Event.GateDecided(in.step("step"), in.name("decision"), in.name("by"))),
          new Codec<>(
              "step.redone",
              Event.Redone.class,
              (e, out) -> out.with("step", e.step()).with("take", e.take()).with("anew", e.anew()),
              in -> new Event.Redone(in.step("step"), in.integer("take"), in.flag("anew"))),
          new Codec<>(
              "step.picked",
              Event.Picked.class,
              (e, out) -> out.with("step", e.step()).with("take", e.take()),
              in -> new Event.Picked(in.step("step"), in.integer("take"))),
          new Codec<>(
              "step.done",
              Event.Done.class,
              (e, out) ->
                  out.with("step", e.step()).with("value", e.value()).with("cost", e.cost()),
              in -> new Event.Done(in.step("step"), in.value("value"), in.money("cost"))),
          new Codec<>(
              "step.repaired",
              Event.Repaired.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("attempt", e.attempt())
                      .with("repairs", e.repairs(), EventCodec::repair),
              in ->
                  new Event.Repaired(
                      in.step("step"),
                      in.integer("attempt"),
                      in.list("repairs", EventCodec::repair))),
          new Codec<>(
              "step.asked-again",
              Event.AskedAgain.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("attempt", e.attempt())
                      .with("asked", e.asked())
                      .with("value", e.value())
                      .with("faults", e.faults(), EventCodec::fault),
              in ->
                  new Event.AskedAgain(
                      in.step("step"),
                      in.integer("attempt"),
                      in.integer("asked"),
                      in.value("value"),
                      in.list("faults", EventCodec::fault))),
          new Codec<>(
              "step.supplied",
              Event.Supplied.class,
              (e, out) ->
                  out.with("step", e.step())
                      .with("value", e.value())
                      .with("file", e.file())
                      .with("sha256", e.sha256()),
              in ->
                  new Event.Supplied(
                      in.step("step"), in.value("value"), in.text("file"), in.text("sha256"))),
          new Codec<>(
              "step.failed",
              Event.Failed.class,
              (e, out) ->
                  out.with("step", e.step()).with("message", e.message()).with("hint", e.hint()),
              in -> new Event.Failed(in.step("step"), in.text("message"), in.text("hint"))));

  private static final Map<Class<?>, Codec<?>> BY_CLASS =
      CODECS.stream().collect(Collectors.toMap(Codec::event, Function.identity()));
  private static final Map<String, Codec<?>> BY_TYPE =
      CODECS.stream().collect(Collectors.toMap(Codec::type, Function.identity()));

  private EventCodec() {}

  /** The name of the event's type. */
  static String type(Event event) {
    return codec(event).type();
  }

  static Map<String, Object> encode(Event event) {
    return codec(event).encode(event).values();
  }

  static boolean knows(String type) {
    return BY_TYPE.containsKey(type);
  }

  /**
   * @param fields of a type this codec {@link #knows}
   * @throws IllegalArgumentException when a field is missing, unknown or of another type
   */
  static Event decode(String type, Fields fields) {
    Event event = BY_TYPE.get(type).read().apply(fields);
    fields.end();
    return event;
  }

  private static Codec<?> codec(Event event) {
    Codec<?> codec = BY_CLASS.get(event.getClass());
    if (codec == null) throw new IllegalArgumentException("No codec for " + event.getClass());
    return codec;
  }

  /** Journals of the first builds do not say who decided. */
  private static Event.Resolved resolved(Fields in) {
    Event.Resolved event =
        new Event.Resolved(in.step("step"), in.text("decision"), in.task("task"));
    if (!in.has("by")) return event;
    return new Event.Resolved(event.step(), event.decision(), event.task(), in.name("by"));
  }

  private static Map<String, Object> names(Map<StepId, StepId> unmade) {
    Map<String, Object> names = new LinkedHashMap<>();
    unmade.forEach((step, cause) -> names.put(step.value(), cause.value()));
    return names;
  }

  /** Journals of the first builds do not say what could not be made. */
  private static Map<StepId, StepId> unmade(Fields in) {
    Map<StepId, StepId> unmade = new LinkedHashMap<>();
    if (!in.has("unmade")) return unmade;
    in.map("unmade")
        .forEach((step, cause) -> unmade.put(StepId.of(step), StepId.of(String.valueOf(cause))));
    return unmade;
  }

  private static Instant instant(String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no moment", e);
    }
  }

  private static Whereabouts whereabouts(Fields in) {
    return new Whereabouts(
        in.name("machine"),
        in.name("boot"),
        in.name("folder"),
        in.name("journal"),
        in.name("path"));
  }

  private static Fields stepInfo(Event.StepInfo info) {
    Place place = info.place();
    return new Fields()
        .with("id", info.id())
        .with("kind", info.kind().verb())
        .with("model", info.model())
        .with("place", place == null ? null : place(place).values());
  }

  private static Fields place(Place place) {
    Fields fields = new Fields().with("file", place.file()).with("line", place.line());
    return place.column() > 0 ? fields.with("column", place.column()) : fields;
  }

  private static Place place(Fields in) {
    int column = in.has("column") ? in.integer("column") : 0;
    return new Place(in.text("file"), in.integer("line"), column);
  }

  private static Event.StepInfo stepInfo(Fields in) {
    return new Event.StepInfo(
        StepId.of(in.name("id")),
        kind(in.name("kind")),
        in.text("model"),
        in.object("place", EventCodec::place));
  }

  private static Kind kind(String verb) {
    Optional<Kind> kind = Stream.of(Kind.values()).filter(k -> k.verb().equals(verb)).findFirst();
    return kind.orElseThrow(
        () -> new IllegalArgumentException("No kind of step is '" + verb + "'"));
  }

  private static Map<String, Object> answer(Answer answer) {
    if (answer == null) return null;
    Fields fields =
        new Fields()
            .with("status", answer.status())
            .with("contentType", answer.contentType())
            .with("body", answer.body())
            .with("complete", answer.complete());
    if (answer.retryAfter() != null) fields.with("retryAfter", answer.retryAfter().toSeconds());
    return fields.values();
  }

  private static Answer answer(Fields in) {
    boolean asked = in.values().containsKey("retryAfter");
    return new Answer(
        in.integer("status"),
        in.text("contentType"),
        in.text("body"),
        in.flag("complete"),
        asked ? Duration.ofSeconds(in.whole("retryAfter")) : null);
  }

  private static Map<String, Object> refusal(Refusal refusal) {
    if (refusal == null) return null;
    return new Fields()
        .with("reason", refusal.reason().name())
        .with("message", refusal.message())
        .values();
  }

  private static Refusal refusal(Fields in) {
    return new Refusal(Refusal.Reason.valueOf(in.name("reason")), in.text("message"));
  }

  private static Fields repair(Repair repair) {
    return new Fields()
        .with("path", repair.path())
        .with("rung", repair.rung())
        .with("before", repair.before())
        .with("after", repair.after());
  }

  private static Repair repair(Fields in) {
    return new Repair(in.name("path"), in.name("rung"), in.name("before"), in.name("after"));
  }

  private static Descent descent(Fields in) {
    if (!in.has("lineage")) return Descent.UNKNOWN;
    String takes = in.has("takes") ? in.name("takes") : "first";
    return new Descent(in.name("lineage"), Descent.Takes.valueOf(takes.toUpperCase(Locale.ROOT)));
  }

  private static Fields fault(Fault fault) {
    return new Fields().with("path", fault.path()).with("message", fault.message());
  }

  private static Fault fault(Fields in) {
    return new Fault(in.name("path"), in.name("message"));
  }

  private static Fields media(TaskStatus.Media media) {
    return new Fields().with("kind", media.kind()).with("url", media.url());
  }

  private static TaskStatus.Media media(Fields in) {
    return new TaskStatus.Media(in.text("kind"), in.text("url"));
  }

  private static Usage usage(Fields in) {
    Map<String, Object> usage = in.mapOrNull("usage");
    return usage == null ? null : new Usage(usage);
  }
}
