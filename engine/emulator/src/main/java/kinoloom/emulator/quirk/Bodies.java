package kinoloom.emulator.quirk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import kinoloom.emulator.quirk.Ask.Kind;
import kinoloom.emulator.quirk.Message.Ending;
import kinoloom.emulator.store.Json;

/** What becomes of a body on its way out. */
final class Bodies {
  static final Hook.Sent PYTHON =
      (message, ask) ->
          isSubmission(message, ask) ? message.withText(repr(message) + "\n") : message;

  static final Hook.Sent DOUBLED =
      (message, ask) ->
          isSubmission(message, ask) ? message.withText(message.text().repeat(2)) : message;

  static final Hook.Sent CUT =
      (message, ask) -> isSubmission(message, ask) ? message.ending(Ending.BROKEN) : message;

  static final Hook.Sent NEWLINE =
      (message, ask) -> message.isJson() ? message.withText(message.text() + "\r\n\n") : message;

  private Bodies() {}

  static Hook.Sent labelled(String type) {
    return (message, ask) -> message.isJson() ? message.withType(type) : message;
  }

  private static boolean isSubmission(Message message, Ask ask) {
    return ask.kind() == Kind.SUBMIT && message.status() == 200;
  }

  private static String repr(Message message) {
    try {
      return repr(Json.MAPPER.readTree(message.body()));
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + message.text(), e);
    }
  }

  private static String repr(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(member -> quoted(member.getKey()) + ": " + repr(member.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(Bodies::repr)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node.isTextual()) {
      return quoted(node.asText());
    }
    if (node.isBoolean()) {
      return node.asBoolean() ? "True" : "False";
    }
    return node.isNull() ? "None" : node.asText();
  }

  /** Python prefers single quotes, unless the text has some and no double ones. */
  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    if (!escaped.contains("'")) {
      return "'" + escaped + "'";
    }
    return escaped.contains("\"") ? "'" + escaped.replace("'", "\\'") + "'" : "\"" + escaped + "\"";
  }
}
