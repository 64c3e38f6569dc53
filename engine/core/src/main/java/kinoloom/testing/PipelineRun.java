package kinoloom.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import kinoloom.RunResult;
import kinoloom.artifact.Artifact;
import kinoloom.graph.Names;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.platform.MediaFile;
import kinoloom.platform.Money;

/** A run that has ended: what it sent, what it made, what it would have cost. */
public final class PipelineRun {
  private final RunResult result;
  private final List<Event> events;
  private final List<SentRequest> sent;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, String> makers = new LinkedHashMap<>();

  PipelineRun(RunResult result, List<Entry> heard, List<SentRequest> sent) {
    this.result = result;
    this.events = heard.stream().map(Entry::event).toList();
    this.sent = List.copyOf(sent);
    for (Event event : events) {
      if (event instanceof Event.Done it) value(it.step().value(), it.value());
      if (event instanceof Event.Reused it) value(it.step().value(), it.value());
    }
  }

  private void value(String step, Object value) {
    values.put(step, value);
    if (value instanceof Artifact file) makers.putIfAbsent(file.sha256(), step);
    if (value instanceof Collection<?> list) list.forEach(it -> files(step, it));
  }

  private void files(String step, Object value) {
    if (value instanceof Artifact file) makers.putIfAbsent(file.sha256(), step);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("run " + result.status() + ", ");
    text.append(sent.size() == 1 ? "1 request" : sent.size() + " requests");
    failures().forEach((step, message) -> text.append("; " + step + ": " + message));
    return text.toString();
  }

  public RunResult result() {
    return result;
  }

  /** Whether all is made. */
  public boolean done() {
    return result.status() == RunResult.Status.DONE;
  }

  /** The message of each step that failed, by its name. */
  public Map<String, String> failures() {
    Map<String, String> failures = new LinkedHashMap<>();
    result.failures().forEach(it -> failures.put(it.step().value(), it.message()));
    return failures;
  }

  /** Everything that happened, in order. */
  public List<Event> events() {
    return events;
  }

  /** The steps that were made, or were there already, in the order in which they were ready. */
  public List<String> steps() {
    return List.copyOf(values.keySet());
  }

  /** The steps whose results were there already. */
  public List<String> reused() {
    return events.stream()
        .filter(Event.Reused.class::isInstance)
        .map(it -> ((Event.Reused) it).step().value())
        .toList();
  }

  /**
   * What a step made: plain data, or an {@link Artifact}.
   *
   * @throws IllegalArgumentException when no such step made anything; it names the nearest
   */
  public Object value(String step) {
    if (!values.containsKey(step)) throw unknown(step, "made", values.keySet());
    return values.get(step);
  }

  /** An output's value; null where it is not known. */
  public Object output(String name) {
    return result.outputs().get(name);
  }

  /** An output's files. */
  public List<Path> files(String output) {
    return result.files().getOrDefault(output, List.of());
  }

  /** What it would have cost at the catalogue's prices. */
  public Money cost() {
    return result.spent();
  }

  /** What was sent, in order. */
  public List<SentRequest> requests() {
    return sent;
  }

  /** How many requests were sent by steps whose name begins so. */
  public long sentBy(String step) {
    return sent.stream().filter(it -> it.step().startsWith(step)).count();
  }

  /**
   * The last request of a step, word by word: {@code request("clip[2]").get("duration")}. A file
   * stands as the name of the step that made it, or else as its path.
   *
   * @throws IllegalArgumentException when no such step has sent anything; it names the nearest
   */
  public Map<String, Object> request(String step) {
    Predicate<SentRequest> its = it -> it.step().equals(step);
    List<SentRequest> found = sent.stream().filter(its).toList();
    if (found.isEmpty()) {
      throw unknown(step, "sent", sent.stream().map(SentRequest::step).distinct().toList());
    }
    return words(found.get(found.size() - 1));
  }

  private static IllegalArgumentException unknown(
      String step, String verb, Collection<String> known) {
    String message = "No step '" + step + "' has " + verb + " anything";
    return new IllegalArgumentException(message + Names.offer(step, known));
  }

  private Map<String, Object> words(SentRequest one) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("verb", one.verb());
    words.put("model", one.model());
    words.putAll(one.request().params());
    words.putAll(one.request().options());
    Map<String, List<Object>> files = new LinkedHashMap<>();
    for (MediaFile file : one.request().files()) {
      files.computeIfAbsent(file.word(), it -> new ArrayList<>()).add(source(file));
    }
    files.forEach((word, list) -> words.put(word, word.endsWith("Frame") ? list.get(0) : list));
    return Collections.unmodifiableMap(words);
  }

  private Object source(MediaFile file) {
    String maker = makers.get(file.sha256());
    return maker == null ? file.path() : maker;
  }
}
