package kinoloom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kinoloom.platform.Answer;
import kinoloom.platform.Money;
import kinoloom.platform.TaskId;
import okhttp3.HttpUrl;

/**
 * Reads an account's records of its calls: today's tasks, and the history. They hold what was sent,
 * our transno with it, at a depth and in a wrapping that has changed with time.
 */
final class Records {
  /** Far more than money has; a float's rounding dust has some thirty. */
  private static final int MOST_DIGITS = 64;

  private Records() {}

  /**
   * @param category its name on the wire; null for all
   */
  static HttpUrl url(HttpUrl.Builder list, String category, int most) {
    if (category != null) list.addQueryParameter("llmcatelogid", category);
    return list.addQueryParameter("page", "1")
        .addQueryParameter("pagerows", String.valueOf(most))
        .build();
  }

  /** The calls of a list; empty if there is no list. */
  static Optional<List<Account.Call>> calls(ObjectNode root) {
    JsonNode rows = rows(root);
    if (!rows.isArray()) return Optional.empty();
    List<Account.Call> calls = new ArrayList<>();
    for (JsonNode row : rows) calls.add(call(row));
    return Optional.of(calls);
  }

  private static Account.Call call(JsonNode row) {
    JsonNode input = input(row);
    String task = text(row, "taskid");
    return new Account.Call(
        first(text(row, "model"), text(input, "model"), text(row, "llmid")),
        first(text(row, "llmcatelogid"), text(input, "catelogid")),
        text(row, "status"),
        amount(row),
        task.isEmpty() ? null : new TaskId(task),
        first(text(row, "transno"), text(input, "transno")),
        (text(row, "use_date") + " " + text(row, "use_time")).strip());
  }

  /** Null where none is told, or none that can be read: one odd row does not hide the others. */
  private static Money amount(JsonNode row) {
    try {
      return money(row.path("amount"), RoundingMode.HALF_UP).orElse(null);
    } catch (ArithmeticException | NumberFormatException unreadable) {
      return null;
    }
  }

  private static JsonNode input(JsonNode row) {
    for (String key : List.of("io_content", "ioinfo")) {
      JsonNode io = unfolded(row.path(key));
      if (io.has("input")) return unfolded(io.path("input"));
    }
    return row.path("input");
  }

  /** An object that is written as a text in another. */
  private static JsonNode unfolded(JsonNode node) {
    boolean folded = node.isTextual() && node.asText().startsWith("{");
    return folded ? Json.object(node.asText()).<JsonNode>map(it -> it).orElse(node) : node;
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isValueNode() && !value.isNull() ? Json.shown(value.asText()) : "";
  }

  private static String first(String... texts) {
    for (String text : texts) if (!text.isEmpty()) return text;
    return "";
  }

  /**
   * Yuan in whole 分; empty where nothing is said.
   *
   * @throws NumberFormatException if it is no number
   * @throws ArithmeticException if it is more than money can be
   */
  static Optional<Money> money(JsonNode yuan, RoundingMode rounding) {
    if (!yuan.isValueNode() || yuan.isNull() || yuan.asText().isBlank()) return Optional.empty();
    BigDecimal whole = decimal(yuan.asText().strip()).setScale(2, rounding);
    return Optional.of(Money.fen(whole.movePointRight(2).longValueExact()));
  }

  /** To write out 1e300000000 would take all the memory and the day. */
  private static BigDecimal decimal(String text) {
    if (text.length() > MOST_DIGITS) throw new NumberFormatException("too long");
    BigDecimal number = new BigDecimal(text);
    if (number.scale() < -MOST_DIGITS || number.scale() > MOST_DIGITS) {
      throw new NumberFormatException("its exponent is no amount's: " + text);
    }
    return number;
  }

  /**
   * The one record that names the transno; of the same task, the last. A picture may be no task.
   */
  static Optional<ObjectNode> record(Answer answer, String transno) {
    Optional<ObjectNode> object = Json.object(answer.body());
    if (answer.status() != 200 || object.isEmpty()) return Optional.empty();
    Map<String, ObjectNode> found = new LinkedHashMap<>();
    for (JsonNode row : rows(object.get())) {
      if (!(row instanceof ObjectNode record) || !names(record, transno)) continue;
      found.put(record.path("taskid").asText(""), record);
    }
    if (found.size() > 1) found.remove("");
    // Two tasks for one transno is for a person to judge.
    return found.size() == 1 ? Optional.of(found.values().iterator().next()) : Optional.empty();
  }

  static Optional<TaskId> task(ObjectNode record) {
    String id = record.path("taskid").asText("");
    return id.isBlank() ? Optional.empty() : Optional.of(new TaskId(id));
  }

  /** The last thing the platform has heard of the task. */
  static Optional<ObjectNode> output(ObjectNode record) {
    for (String key : List.of("ioinfo", "io_content")) {
      JsonNode output = unfolded(unfolded(record.path(key)).path("output"));
      JsonNode last = output.isArray() ? unfolded(output.path(output.size() - 1)) : output;
      if (last instanceof ObjectNode object) return Optional.of(object);
    }
    return Optional.empty();
  }

  /**
   * What became of a request: what the vendor said last, or the record itself where it tells that
   * the request failed before there was a task.
   */
  static Optional<ObjectNode> outcome(ObjectNode record) {
    Optional<ObjectNode> output = output(record).filter(it -> !it.isEmpty());
    boolean failed = record.path("status").asText("").equalsIgnoreCase("FAILED");
    return output.isEmpty() && failed && task(record).isEmpty() ? Optional.of(record) : output;
  }

  private static JsonNode rows(ObjectNode root) {
    JsonNode rows = root.path("rows");
    return rows.isArray() ? rows : root.path("data").path("tasks");
  }

  private static boolean names(JsonNode node, String transno) {
    if (node.path("transno").asText("").equals(transno)) return true;
    for (JsonNode child : node) {
      JsonNode inner = unfolded(child);
      if (inner.isContainerNode() && names(inner, transno)) return true;
    }
    return false;
  }
}
