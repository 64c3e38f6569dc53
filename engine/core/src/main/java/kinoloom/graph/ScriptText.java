package kinoloom.graph;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the text of scripts. */
public final class ScriptText {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private ScriptText() {}

  /**
   * The text of a file, without the byte order mark that some editors write.
   *
   * @param name what messages call it
   * @throws InvalidWorkflowException when it is no text
   */
  public static String read(Path file, String name) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InvalidWorkflowException(
          List.of(
              new Problem(
                  new Place(name, 0),
                  "This is not a script: it is no UTF-8 text",
                  "save it as UTF-8")));
    }
  }
}
