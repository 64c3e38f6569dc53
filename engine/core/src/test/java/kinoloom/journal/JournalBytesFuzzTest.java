package kinoloom.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kinoloom.fixture.Bounded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Any bytes in the place of a journal are read or refused in words, and reading changes nothing.
 */
class JournalBytesFuzzTest {
  private Path file;

  @BeforeEach
  void file() throws Exception {
    file = Files.createTempFile("kinoloom-fuzz-", ".log");
  }

  @AfterEach
  void noFile() throws Exception {
    Files.deleteIfExists(file);
  }

  @FuzzTest(maxDuration = "6s")
  void journal(byte[] bytes) throws Exception {
    Files.write(file, bytes);
    Bounded.read(
        bytes.length,
        () -> {
          List<Entry> entries = FileJournal.read(file);
          if (!entries.equals(FileJournal.read(file))) throw new AssertionError("read differently");
          Fold.of(entries);
        },
        DamagedJournalException.class,
        NewerJournalException.class);
  }
}
