package kinoloom.artifact;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Files;
import java.nio.file.Path;
import kinoloom.fixture.Bounded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Whatever a server sends in the place of a picture or a clip is known to be whole, or refused. */
class ContainerFuzzTest {
  private Path file;

  @BeforeEach
  void file() throws Exception {
    file = Files.createTempFile("kinoloom-fuzz-", ".bin");
  }

  @AfterEach
  void noFile() throws Exception {
    Files.deleteIfExists(file);
  }

  @FuzzTest(maxDuration = "6s")
  void media(byte[] bytes) throws Exception {
    Files.write(file, bytes);
    for (String expected : new String[] {"", "image", "video", "audio"}) {
      Bounded.read(bytes.length, () -> check(expected), DamagedFileException.class);
    }
    Bounded.read(bytes.length, () -> PictureFacts.of(file), DamagedFileException.class);
  }

  private void check(String expected) throws Exception {
    String type = Container.check(file, expected);
    if (!type.startsWith(expected)) throw new AssertionError(type + " passed as " + expected);
  }
}
