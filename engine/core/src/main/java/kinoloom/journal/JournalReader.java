package kinoloom.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a journal and tells a torn tail, which is normal, from damage, which is not. Behind damage
 * it goes on with the next whole line: what a line with a good checksum says is true.
 */
final class JournalReader {

  /**
   * @param run the id of the run; null if the header is damaged
   * @param whole how many bytes stay as they are
   * @param tail what a crash left after them
   * @param flaw the first thing that is wrong with it; null if nothing
   */
  record Contents(String run, Remains remains, int whole, byte[] tail, IOException flaw) {

    /**
     * @throws DamagedJournalException when it is damaged before its end
     * @throws NewerJournalException when a newer version has written it
     */
    Contents sound() throws IOException {
      if (flaw != null) throw flaw;
      return this;
    }
  }

  private final Path file;
  private final byte[] bytes;

  /** By number; null for an event that is there and not understood. */
  private final TreeMap<Long, Entry> entries = new TreeMap<>();

  private final List<Remains.Damage> damages = new ArrayList<>();
  private final List<String> newer = new ArrayList<>();
  private IOException flaw;
  private boolean headed;
  private boolean newerFormat;
  private String run;
  private long next = 1;
  private int line = 1;
  private int offset;

  private JournalReader(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static Contents read(Path file) throws IOException {
    return new JournalReader(file, Files.readAllBytes(file)).contents();
  }

  private Contents contents() {
    // The header came to its name by a rename: it is whole, or it was damaged.
    if (bytes.length == 0) damaged(Line.at(bytes, 0).expectation());
    while (offset < bytes.length) {
      Line record = Line.at(bytes, offset);
      if (!record.whole() && headed && torn()) break;
      if (!record.whole()) damaged(record.expectation());
      if (record.json() != null) take(record.json());
      else if (!headed) headed = true;
      go(record.whole() ? record.end() : Line.find(bytes, Math.max(record.end(), offset + 1)));
    }
    byte[] tail = Arrays.copyOfRange(bytes, offset, bytes.length);
    List<Entry> read = entries.values().stream().filter(it -> it != null).toList();
    Remains remains = new Remains(read, damages, gaps(), newer, tail.length);
    return new Contents(run, remains, offset, tail, flaw);
  }

  /** No crash writes a whole line behind what it tore, or a carriage return. */
  private boolean torn() {
    return !Line.anyAfter(bytes, offset) && !Line.hasCarriageReturn(bytes, offset);
  }

  private void go(int to) {
    for (; offset < to; offset++) {
      if (bytes[offset] == '\n') line++;
    }
  }

  private void take(String json) {
    Map<?, ?> fields;
    try {
      fields = object(json);
    } catch (IllegalArgumentException e) {
      headed = true;
      damaged("a JSON object was expected" + e.getMessage());
      return;
    }
    if (!headed) {
      headed = true;
      header(new Fields(fields));
      if (!fields.containsKey("seq")) return;
    }
    event(fields);
  }

  private static Map<?, ?> object(String json) {
    Object value;
    try {
      value = Values.parse(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(": " + e.getMessage(), e);
    }
    if (value instanceof Map<?, ?> map) return map;
    throw new IllegalArgumentException("");
  }

  private void header(Fields fields) {
    try {
      String what = fields.text("kinoloom");
      int version = fields.integer("version");
      if (!"journal".equals(what)) damaged("a journal was expected, but it is a " + what);
      newerFormat = version > FileJournal.VERSION;
      if (newerFormat) {
        newer("its format is " + version + ", and this one reads " + FileJournal.VERSION);
      }
      run = fields.name("run");
      fields.end();
    } catch (Fields.Unknown e) {
      if (!newerFormat) newer("its header says " + e.names());
    } catch (IllegalArgumentException e) {
      damaged("the header of a journal was expected: " + e.getMessage());
    }
  }

  private void event(Map<?, ?> map) {
    Fields fields = new Fields(map);
    try {
      long seq = fields.whole("seq");
      if (seq != next) damaged("event " + next + " was expected, but it is event " + seq);
      if (seq < 1 || entries.containsKey(seq)) return;
      Instant at = Instant.parse(fields.name("at"));
      String type = fields.name("type");
      Event event = null;
      if (EventCodec.knows(type)) event = event(seq, type, fields);
      else newer("event " + seq + " is of the type '" + type + "'");
      entries.put(seq, event == null ? null : new Entry(seq, at, event));
      next = Math.max(next, seq + 1);
    } catch (IllegalArgumentException | DateTimeException e) {
      damaged("an event was expected: " + e.getMessage());
    }
  }

  private Event event(long seq, String type, Fields fields) {
    try {
      return EventCodec.decode(type, fields.copy(false));
    } catch (Fields.Unknown e) {
      if (!newerFormat) newer("event " + seq + ", " + type + ", says " + e.names());
      return EventCodec.decode(type, fields.copy(true));
    }
  }

  private List<Remains.Gap> gaps() {
    List<Remains.Gap> gaps = new ArrayList<>();
    long expected = 1;
    Instant before = null;
    for (Map.Entry<Long, Entry> there : entries.entrySet()) {
      long seq = there.getKey();
      Instant at = there.getValue() == null ? before : there.getValue().at();
      if (seq > expected) gaps.add(new Remains.Gap(expected, seq - 1, before, at));
      expected = seq + 1;
      before = at;
    }
    return gaps;
  }

  private void damaged(String expectation) {
    damages.add(new Remains.Damage(line, offset, expectation));
    if (flaw == null) flaw = new DamagedJournalException(file, line, offset, expectation);
  }

  private void newer(String what) {
    newer.add(what);
    if (flaw == null) flaw = new NewerJournalException(file, what);
  }
}
