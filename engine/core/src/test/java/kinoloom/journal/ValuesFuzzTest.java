package kinoloom.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import kinoloom.fixture.Bounded;

/** A value is refused, or comes back as it was, and its canonical text is always the same. */
class ValuesFuzzTest {

  @FuzzTest(maxDuration = "6s")
  void value(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Bounded.read(
        bytes.length,
        () -> {
          Object value = Values.parse(text);
          String again = Values.inOrder(value);
          same(again, Values.inOrder(Values.parse(again)));
          same(Values.json(value), Values.json(Values.parse(again)));
        },
        IllegalArgumentException.class);
  }

  private static void same(String one, String other) {
    if (!one.equals(other)) throw new AssertionError(one + " became " + other);
  }
}
