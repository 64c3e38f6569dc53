package kinoloom.repl.show;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import kinoloom.graph.StepId;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.run.ChatText;

/**
 * Each event as a line of JSON: {@code {"seq":7,"at":"…","type":"Done","event":{…}}}. What a chat
 * says is of the type {@code ChatText} and has no {@code seq}, since the journal has none of it; a
 * step has a few such lines a second at most.
 */
public final class JsonProgress implements Consumer<Entry> {
  private static final Duration BETWEEN = Duration.ofMillis(300);

  private final Consumer<String> lines;
  private final Map<StepId, Said> unsaid = new LinkedHashMap<>();

  /** What a step has said and has not been told yet. */
  private static final class Said {
    private ChatText first;
    private final StringBuilder text = new StringBuilder();
    private Instant told = Instant.MIN;

    boolean continuedBy(ChatText piece) {
      return piece.attempt() == first.attempt() && piece.reasoning() == first.reasoning();
    }
  }

  public JsonProgress(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void accept(Entry entry) {
    if (entry.event() instanceof Event.OfStep event) {
      Said said = unsaid.remove(event.step());
      if (said != null) tell(said, entry.at());
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("seq", entry.seq());
    line.put("at", entry.at());
    line.put("type", entry.event().getClass().getSimpleName());
    line.put("event", entry.event());
    lines.accept(JsonText.of(line));
  }

  /** A chat has said a piece. */
  public void said(ChatText piece, Instant now) {
    Said said = unsaid.computeIfAbsent(piece.step(), it -> new Said());
    if (said.first != null && !said.continuedBy(piece)) tell(said, now);
    if (said.first == null) said.first = piece;
    said.text.append(piece.text());
    if (said.told.plus(BETWEEN).isBefore(now)) tell(said, now);
  }

  private void tell(Said said, Instant now) {
    if (said.first == null) return;
    ChatText first = said.first;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", now.truncatedTo(ChronoUnit.MILLIS));
    line.put("type", ChatText.class.getSimpleName());
    line.put(
        "event",
        new ChatText(
            first.run(), first.step(), first.attempt(), said.text.toString(), first.reasoning()));
    lines.accept(JsonText.of(line));
    said.first = null;
    said.text.setLength(0);
    said.told = now;
  }
}
