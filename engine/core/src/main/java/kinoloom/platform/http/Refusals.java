package kinoloom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import kinoloom.platform.Moderation;
import kinoloom.platform.Refusal;
import kinoloom.platform.Refusal.Reason;

/**
 * Finds out what an error means from what it says. Vendors' errors come through the platform with
 * any status, so the words of many vendors are known here.
 */
final class Refusals {
  /**
   * The first that is found counts: a text about quotas that speaks of money is about money. What
   * speaks of content comes after money, see {@link Moderation}.
   */
  private static final Map<Reason, Pattern> WORDS = new LinkedHashMap<>();

  static {
    words(
        Reason.NO_MONEY,
        "insufficient.?(balance|funds?|quota|credit)|credit.?insufficient|balance (is )?(not enough|too low)"
            + "|arrearage|overdue|allocationquota|\\b1113\\b|余额不足|欠费");
    words(
        Reason.THROTTLED,
        "rate.?limit|rate.?quota|too.?many.?(requests|tasks)|throttl|quota.?exceeded|concurren"
            + "|endpoint(rpm|tpm)|\\b130[23]\\b|限流|频率|并发");
    words(
        Reason.BUSY,
        "overload|\\bbusy\\b|modelloading|service.?unavailable|system error|\\b1305\\b|繁忙");
    words(
        Reason.BAD_REQUEST,
        "missing (required parameter|need data)|parameters? error|invalid.?parameter|fieldinvalid"
            + "|invalid value|not found|not available|imageformat");
  }

  private static final Pattern LOST =
      Pattern.compile(
          "time.?d?.?out|connection|disconnect|cannot connect|broken pipe|bad gateway|^(error:)?\\s*none,|超时");

  /**
   * How the platform itself, by its public code, answers 400 to a model it does not know. What is
   * refused so is sent again, so a vendor's words about a model must not match: there may be a job.
   */
  private static final Pattern NO_MODEL =
      Pattern.compile(
          "parameters error\\.( \\([\\w-]+\\))?|model \"[^\"]+\" not found or not available");

  /** The same once it has answered 200 already. */
  private static final Pattern NO_MODEL_LATE = Pattern.compile("(error:\\s*)?llmid:\\S+没找到模型");

  private static final Pattern OUR_KEY = Pattern.compile("^invalid api.?key|^authoration error");

  private Refusals() {}

  private static void words(Reason reason, String pattern) {
    WORDS.put(reason, Pattern.compile(pattern));
  }

  /** What an object says has gone wrong, in any of the shapes that were seen. */
  static Optional<String> text(JsonNode object) {
    for (String key : List.of("error", "message", "errmsg", "msg", "detail")) {
      Optional<String> said = said(object.path(key));
      if (said.isPresent()) return said;
    }
    return object.path("data").isObject() ? text(object.path("data")) : Optional.empty();
  }

  /** Just what stands under {@code error}: a {@code message} may also be good news. */
  static Optional<String> error(JsonNode object) {
    return said(object.path("error"));
  }

  /** What a failure says, perhaps nothing; empty where nothing has failed. */
  static Optional<String> failure(JsonNode object) {
    boolean failed = object.path("status").asText("").matches("(?i)failed|fail|error");
    return failed ? Optional.of(text(object).orElse("")) : error(object);
  }

  private static Optional<String> said(JsonNode node) {
    if (node.isTextual()) return Optional.of(node.asText()).filter(it -> !it.isBlank());
    if (!node.isObject() || node.isEmpty()) return Optional.empty();
    String message = node.path("message").asText("");
    String code = node.path("code").asText("");
    if (message.isEmpty() && code.isEmpty()) return Optional.of(node.toString());
    boolean known = code.isEmpty() || message.contains(code);
    return Optional.of(known ? message : message.isEmpty() ? code : message + " (" + code + ")");
  }

  /** Whether a failure may mean that the vendor was reached and its answer lost. */
  static boolean lost(String text) {
    Reason said = byWords(text).orElse(Reason.BUSY);
    boolean sure = said != Reason.BUSY && said != Reason.BAD_REQUEST;
    return !sure && LOST.matcher(lower(text)).find();
  }

  /**
   * A refusal that came with an HTTP status of 400 to 499.
   *
   * @param model what was asked for
   * @param task whether the answer names a task
   */
  static Refusal ofStatus(int status, String text, String model, boolean task) {
    boolean unknown = status == 400 && !task && noSuchModel(lower(text).strip(), lower(model));
    Reason reason = unknown ? Reason.NO_SUCH_MODEL : reason(status, text);
    return new Refusal(reason, message(status, text));
  }

  private static boolean noSuchModel(String said, String model) {
    return NO_MODEL.matcher(said).matches() || said.equals(model + " not found");
  }

  private static Reason reason(int status, String text) {
    Optional<Reason> said = byWords(text);
    if (status == 401 || status == 403) {
      return said.filter(it -> it == Reason.NO_MONEY || it == Reason.MODERATED)
          .orElse(Reason.KEY_REFUSED);
    }
    if (ourKey(text)) return Reason.KEY_REFUSED;
    // The platform itself turned it away, before any vendor was asked.
    if (said.isPresent()) return said.get() == Reason.BUSY ? Reason.THROTTLED : said.get();
    // Here, 429 is documented to mean the balance; only a text that says something else is another.
    if (status == 429) return text.isBlank() ? Reason.NO_MONEY : Reason.THROTTLED;
    return Reason.BAD_REQUEST;
  }

  /**
   * A refusal told in a body with status 200.
   *
   * @param task whether the answer names a task
   */
  static Refusal ofBody(String text, boolean task) {
    boolean unknown = !task && NO_MODEL_LATE.matcher(lower(text).strip()).matches();
    Reason said = unknown ? Reason.NO_SUCH_MODEL : byWords(text).orElse(Reason.FAILED);
    return new Refusal(ourKey(text) ? Reason.KEY_REFUSED : said, message(200, text));
  }

  /** Why a task has failed: it is over, so money and pace do not matter any more. */
  static Refusal ofTask(String text) {
    boolean moderated = byWords(text).filter(it -> it == Reason.MODERATED).isPresent();
    return new Refusal(moderated ? Reason.MODERATED : Reason.FAILED, message(200, text));
  }

  private static Optional<Reason> byWords(String text) {
    String lower = lower(text);
    if (WORDS.get(Reason.NO_MONEY).matcher(lower).find()) return Optional.of(Reason.NO_MONEY);
    if (Moderation.of(text).isPresent()) return Optional.of(Reason.MODERATED);
    return WORDS.entrySet().stream()
        .filter(it -> it.getValue().matcher(lower).find())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static boolean ourKey(String text) {
    return OUR_KEY.matcher(lower(text).strip()).find();
  }

  static String message(int status, String text) {
    if (!text.isBlank()) return Json.shown(text);
    return status == 200 ? "the platform gives no reason" : "HTTP " + status;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
