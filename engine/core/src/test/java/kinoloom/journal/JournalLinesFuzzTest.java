package kinoloom.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kinoloom.fixture.Bounded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Lines with the right checksum and any text in them, as a faulty version might write them: the
 * checksum keeps the other target from ever getting this far.
 */
class JournalLinesFuzzTest {
  private static final String HEADER = "{\"kinoloom\":\"journal\",\"version\":1,\"run\":\"r1\"}";
  private Path file;

  @BeforeEach
  void file() throws Exception {
    file = Files.createTempFile("kinoloom-fuzz-", ".log");
  }

  @AfterEach
  void noFile() throws Exception {
    Files.deleteIfExists(file);
  }

  /**
   * @param text events without their numbers and times, one a line
   */
  @FuzzTest(maxDuration = "6s")
  void journal(byte[] text) throws Exception {
    Files.write(file, framed(new String(text, StandardCharsets.UTF_8)));
    Bounded.read(
        text.length,
        () -> Fold.of(FileJournal.read(file)),
        DamagedJournalException.class,
        NewerJournalException.class,
        IllegalStateException.class);
  }

  private static byte[] framed(String text) {
    ByteArrayOutputStream journal = new ByteArrayOutputStream();
    journal.writeBytes(Line.frame(HEADER));
    int seq = 0;
    for (String line : text.split("\n")) {
      String begin = "{\"seq\":" + ++seq + ",\"at\":\"2026-11-22T09:30:12Z\"";
      boolean object = line.startsWith("{") && line.length() > 2;
      journal.writeBytes(Line.frame(object ? begin + "," + line.substring(1) : line));
    }
    return journal.toByteArray();
  }
}
