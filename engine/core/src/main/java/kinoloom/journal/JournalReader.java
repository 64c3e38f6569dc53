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

/** Reads a journal and tells a torn tail, which is normal, from damage, which is not. */
final class JournalReader {

  /**
   * @param whole how many bytes are whole lines
   * @param tail what a crash left after them
   */
  record Contents(String run, List<Entry> entries, int whole, byte[] tail) {}

  private final Path file;
  private final byte[] bytes;
  private final List<Entry> entries = new ArrayList<>();
  private String run;
  private int line = 1;
  private int offset;

  private JournalReader(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static Contents read(Path file) throws IOException {
    return new JournalReader(file, Files.readAllBytes(file)).contents();
  }

  private Contents contents() throws IOException {
    // The header came to its name by a rename: it is whole, or it was damaged.
    Line header = Line.at(bytes, 0);
    if (!header.whole()) throw damaged(header.expectation());
    header(fields(header));
    next(header);
    while (offset < bytes.length) {
      Line record = Line.at(bytes, offset);
      if (!record.whole()) {
        refuseUnlessTorn(record);
        break;
      }
      entries.add(entry(fields(record)));
      next(record);
    }
    byte[] tail = Arrays.copyOfRange(bytes, offset, bytes.length);
    return new Contents(run, List.copyOf(entries), offset, tail);
  }

  private void next(Line read) {
    offset = read.end();
    line++;
  }

  private void refuseUnlessTorn(Line record) throws DamagedJournalException {
    // No crash writes a carriage return.
    if (Line.anyAfter(bytes, offset) || Line.hasCarriageReturn(bytes, offset)) {
      throw damaged(record.expectation());
    }
  }

  private void header(Fields fields) throws IOException {
    try {
      String what = fields.text("kinoloom");
      int version = fields.integer("version");
      if (!"journal".equals(what)) throw damaged("a journal was expected, but it is a " + what);
      if (version > FileJournal.VERSION) {
        throw new NewerJournalException(
            file, "its format is " + version + ", and this one reads " + FileJournal.VERSION);
      }
      run = fields.name("run");
      fields.end();
    } catch (IllegalArgumentException e) {
      throw damaged("the header of a journal was expected: " + e.getMessage());
    }
  }

  private Entry entry(Fields fields) throws IOException {
    try {
      long seq = fields.whole("seq");
      long expected = entries.size() + 1L;
      if (seq != expected) {
        throw damaged("event " + expected + " was expected, but it is event " + seq);
      }
      Instant at = Instant.parse(fields.name("at"));
      String type = fields.name("type");
      if (!EventCodec.knows(type)) {
        throw new NewerJournalException(file, "event " + seq + " is of the type '" + type + "'");
      }
      return new Entry(seq, at, EventCodec.decode(type, fields));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw damaged("an event was expected: " + e.getMessage());
    }
  }

  private Fields fields(Line record) throws DamagedJournalException {
    try {
      if (Values.parse(record.json()) instanceof Map<?, ?> map) return new Fields(map);
      throw damaged("a JSON object was expected");
    } catch (IllegalArgumentException e) {
      throw damaged("a JSON object was expected: " + e.getMessage());
    }
  }

  private DamagedJournalException damaged(String expectation) {
    return new DamagedJournalException(file, line, offset, expectation);
  }
}
