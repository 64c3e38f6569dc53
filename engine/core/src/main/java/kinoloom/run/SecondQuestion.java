package kinoloom.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.answer.Fault;
import kinoloom.journal.Values;
import kinoloom.plan.Asking;

/** Asks a model for what was wrong with its answer, and for nothing else. */
final class SecondQuestion {
  /** Of an answer that is shown to the model again, in characters. */
  private static final int LONGEST = 60_000;

  private SecondQuestion() {}

  /**
   * @param first the fields of the first question
   * @param said the answer to it, or to the last one after it
   */
  static List<Object> messages(Map<String, Object> first, Asking asking, String said) {
    List<Object> messages = new ArrayList<>();
    if (first.get(Conversation.WORD) instanceof List<?> conversation) {
      messages.addAll(conversation);
    } else {
      if (first.get("system") != null) messages.add(message("system", first.get("system")));
      messages.add(message("user", first.get("prompt")));
    }
    String shown = shown(asking, said);
    if (!shown.isEmpty()) messages.add(message("assistant", shown));
    messages.add(message("user", question(asking)));
    return messages;
  }

  /** The value with the repairs of all answers, as the paths of the faults lead into it. */
  private static String shown(Asking asking, String said) {
    String text = asking.value() == null ? said.strip() : Values.inOrder(asking.value());
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private static Map<String, Object> message(String role, Object content) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("role", role);
    message.put("content", content);
    return message;
  }

  private static String question(Asking asking) {
    StringBuilder text = new StringBuilder("That answer cannot be used yet:\n");
    for (Fault fault : asking.faults()) text.append("- ").append(fault).append('\n');
    boolean parts =
        asking.value() != null && asking.faults().stream().noneMatch(it -> it.path().isEmpty());
    text.append(
        parts
            ? "Answer with one JSON object that has only the corrected parts, each under its path, as"
                + " in {\""
                + asking.faults().get(0).path()
                + "\": …}, or with the whole value corrected. Nothing else."
            : "Answer with the whole value again, corrected, and nothing else.");
    return text.toString();
  }
}
