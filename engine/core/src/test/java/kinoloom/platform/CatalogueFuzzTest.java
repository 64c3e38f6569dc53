package kinoloom.platform;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Files;
import java.nio.file.Path;
import kinoloom.fixture.Bounded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A user's {@code kinoloom.json} is understood or refused in words, whatever is in it. */
class CatalogueFuzzTest {
  private Path file;

  @BeforeEach
  void file() throws Exception {
    file = Files.createTempFile("kinoloom-fuzz-", ".json");
  }

  @AfterEach
  void noFile() throws Exception {
    Files.deleteIfExists(file);
  }

  @FuzzTest(maxDuration = "6s")
  void catalogue(byte[] bytes) throws Exception {
    Files.write(file, bytes);
    // The catalogue that comes along is read each time; it is no fault of the user's file.
    Bounded.read(bytes.length, () -> Catalogue.load(file), CatalogueException.class);
  }
}
