package kinoloom.repl.show;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import kinoloom.journal.Entry;

/** Each event as a line of JSON: {@code {"seq":7,"at":"…","type":"Done","event":{…}}}. */
public final class JsonProgress implements Consumer<Entry> {
  private final Consumer<String> lines;

  public JsonProgress(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void accept(Entry entry) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("seq", entry.seq());
    line.put("at", entry.at());
    line.put("type", entry.event().getClass().getSimpleName());
    line.put("event", entry.event());
    lines.accept(JsonText.of(line));
  }
}
