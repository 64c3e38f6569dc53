package kinoloom.emulator.quirk;

import java.util.List;
import java.util.Locale;

/**
 * One way in which the real platform differs, or has differed, from its document. Seconds are the
 * platform's: the emulator's time scale shortens them. Whatever is turned on, a success is charged
 * once and a failure is not charged.
 */
public enum Quirk {
  ENVELOPE_DATA("A task's answer is wrapped: {\"status\":\"ok\",\"data\":{…}}."),
  ENVELOPE_RESPOSNE(
      "A task's answer is wrapped twice: {\"status\":\"ok\",\"data\":{\"resposne\":{…}}}."),
  ENVELOPE_OUTPUT("A task's answer is the last of a list: {…,\"data\":{\"output\":[{…}]}}."),
  POLL_ERRORS("Every other answer about a task, the first too, is {\"status\":\"error\",…}."),

  STATUS_LOWER("A task's status is in lower case."),
  STATUS_QUEUED("A running task is submitted, queued, processing."),
  STATUS_COMPLETED("A task that succeeded is COMPLETED."),
  STATUS_UNKNOWN_PASSING("A running task is UNKNOWN for a while, and goes on."),
  STATUS_UNKNOWN_END("The first task of a prompt ends as UNKNOWN; it is not charged."),
  TASK_FROZEN("A task stays CREATED until 600 s after it was accepted."),
  VENDOR_UNREACHABLE("The first task of a prompt is FAILED with \"None,…\"; it is not charged."),

  MEDIA_LIST("The image and video of a task are lists."),
  MEDIA_MISSING("A task that succeeded has no image and no video; it is charged."),
  SUCCESS_WITHOUT_TASKID("A task that succeeded does not repeat its taskid."),

  ROW_LATE("A task does \"not exist\", and is in no record, until 30 s after it was accepted."),
  ROW_LOST("The first task of a prompt never exists and is in no record; it is not charged."),
  ROW_ONLY_IN_RECORDS("No task exists; the records know them all."),
  HISTORY_PURGED("A task does \"not exist\" from 20 s after its end; the history still has it."),

  SUBMIT_WRAPPED("An accepted task is {\"status\":\"ok\",\"data\":{\"taskid\",…}}."),
  SUBMIT_OPENAI("An accepted task is like OpenAI's: id, object, model, status submitted, taskid."),
  SUBMIT_TASKSTATUS("An accepted task has a taskstatus in place of a status."),
  SUBMIT_SYNC("A picture is the answer to its submission, which takes as long and has no taskid."),

  PYTHON_REPR("The answer to a submission is a Python dict."),
  DOUBLED_JSON("The answer to a submission is sent twice in one body."),
  CUT_AFTER_BODY("The answer to a submission is whole, but the connection breaks before its end."),
  TRAILING_NEWLINE("Every JSON body ends in blank lines."),
  TYPE_HTML("Every JSON body is labelled text/html."),
  TYPE_MALFORMED("Every JSON body is labelled \"application/json; utf-8\"."),

  ERRORS_STRING("Every error is {\"error\":\"text\"}, an unknown model too."),
  ERRORS_OBJECT("Every error is {\"error\":{\"message\",\"type\",\"param\",\"code\"}}."),
  ERRORS_DATA_MESSAGE("Every error is {\"status\":\"error\",\"data\":{\"message\"}}."),
  ERRORS_TOP_MESSAGE("Every error is {\"status\":\"error\",\"message\"}."),
  ERRORS_ERRMSG("Every error is {\"status\":\"error\",\"errcode\",\"errmsg\"}."),
  ERRORS_HTML("Every error is a page of HTML."),
  ERRORS_EMPTY("Every error has no body."),
  AUTH_TEXT_401("A wrong key is 401 in plain text."),
  AUTH_TEXT_403("A wrong key is 403 in plain text."),
  JSON_LIMIT("JSON of more than 10 MiB is 413 in plain text."),
  JSON_LIMIT_SMALL("JSON of more than 1 MiB is 413 in plain text; multipart is not."),

  MIN_BALANCE("Every model asks for a balance above 10.00, else 429."),
  UNPRICED_MODELS("No model has a price: none is listed, and submissions and chats are 429."),
  RESERVE_HIGHEST("A task holds as much as the model's dearest charge so far, else 429."),
  CHARGING_LAG("A task is charged 10 s after its end."),

  SINGLE_FILE_DROPPED("One file sent by multipart for a field that takes several is dropped."),
  DUPLICATE_MODELS("Every model is listed twice."),
  LOOKUP_BY_NAME("A model is known by its name alone, its id with blanks for dashes."),
  ONLY_R2V("The category is r2v; ref2v is refused."),
  ONLY_REF2V("The category is ref2v; r2v is refused."),

  LINK_EXPIRES_403(
      "A link to a file is 403 from 60 s after it was given; a new poll has a new one."),
  LINK_EXPIRES_404(
      "A link to a file is 404 from 60 s after it was given; a new poll has a new one."),
  FIRST_LINK_DEAD(
      "The first link that is given to a file is 403; the next poll has one that works."),
  RANGE_SLOPPY("A range of a file is cut at blocks of 8 KiB, and answered with 200."),
  NO_CONTENT_LENGTH("A file is sent without its length."),

  SSE_NULL_CONTENT("A chat's stream has chunks with null for content."),
  SSE_REASONING("A chat's stream begins with chunks of reasoning."),
  SSE_USAGE_EVERYWHERE("Every chunk of a chat's stream has a usage, and \"1\" for finish."),
  SSE_USAGE_MISSING("A chat's stream has no usage; it is not charged."),
  SSE_ERROR("The first stream for a question has an error in its middle; it is not charged."),
  SSE_TWO_LINES("A chat's stream has no blank lines between its lines."),
  SSE_NO_DONE("A chat's stream ends without [DONE]."),
  SSE_CUT("The first stream for a question breaks off in its middle; it is charged."),
  SSE_AS_JSON("A chat's stream is labelled application/json."),
  SSE_UNASKED("A chat answers with a stream, asked for or not.");

  private final String about;

  Quirk(String about) {
    this.about = about;
  }

  public static List<Quirk> all() {
    return List.of(values());
  }

  /**
   * The quirk of that name.
   *
   * @throws IllegalArgumentException when there is none; the message has the nearest and all others
   */
  public static Quirk named(String name) {
    return Names.find("quirk", name, all(), Quirk::kebab);
  }

  /** Its name, such as {@code envelope-data}. */
  public String kebab() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the emulator then does, in a sentence. */
  public String about() {
    return about;
  }
}
