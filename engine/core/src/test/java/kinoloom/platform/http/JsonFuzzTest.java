package kinoloom.platform.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kinoloom.fixture.Bounded;

/** Whatever the platform answers, it is one object or none; nothing is thrown. */
class JsonFuzzTest {

  @FuzzTest(maxDuration = "6s")
  void object(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Bounded.read(
        bytes.length,
        () -> {
          Optional<ObjectNode> object = Json.object(text);
          String shown = Json.shown(text);
          if (shown.indexOf('\u001b') >= 0 || shown.indexOf('\n') >= 0) {
            throw new AssertionError("an escape or a line break would be shown: " + shown);
          }
          if (object.isEmpty()) Json.describe("text/html; charset=x", text);
        });
  }
}
