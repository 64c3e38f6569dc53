package kinoloom.emulator.quirk;

import java.util.List;
import java.util.Locale;

/**
 * One way in which the real platform differs, or has differed, from its document, as its published
 * sources and older documents tell. Seconds are the platform's: the emulator's time scale shortens
 * them. Whatever is turned on, a success is charged once and a failure is not charged.
 */
public enum Quirk {
  ENVELOPE_DATA("A task's answer is wrapped: {\"status\":\"ok\",\"data\":{…}}.", Tellings.IN_DATA),
  ENVELOPE_RESPOSNE(
      "A task's answer is wrapped twice: {\"status\":\"ok\",\"data\":{\"resposne\":{…}}}.",
      Tellings.IN_RESPOSNE),
  ENVELOPE_OUTPUT(
      "A task's answer is the last of a list: {…,\"data\":{\"output\":[{…}]}}.",
      Tellings.IN_OUTPUT),
  POLL_ERRORS(
      "Every other answer about a task, the first too, is {\"status\":\"error\",…}.",
      Tellings.EVERY_OTHER_AN_ERROR),

  TASK_FROZEN(
      "A task stays CREATED until 600 s after it was accepted.",
      (Hook.Lasts) () -> 600,
      Tellings.FROZEN),
  STATUS_QUEUED("A running task is submitted, queued, processing.", Tellings.QUEUED),
  STATUS_COMPLETED("A task that succeeded is COMPLETED.", Tellings.COMPLETED),
  STATUS_UNKNOWN_PASSING(
      "A running task is UNKNOWN for a while, and goes on.", Tellings.UNKNOWN_PASSING),
  STATUS_UNKNOWN_END(
      "The first task of a prompt ends as UNKNOWN; it is not charged.",
      Rules.firstFails("the vendor no longer knows the task"),
      Tellings.UNKNOWN_END),
  STATUS_LOWER("A task's status is in lower case.", Tellings.LOWER),
  VENDOR_UNREACHABLE(
      "The first task of a prompt is FAILED with \"None,…\"; it is not charged.",
      Rules.firstFails("None,Cannot connect to host vendor:443 ssl:default [None]")),

  MEDIA_LIST("The image and video of a task are lists.", Tellings.MEDIA_LIST),
  MEDIA_MISSING(
      "A task that succeeded has no image and no video; it is charged.", Tellings.NO_MEDIA),
  SUCCESS_WITHOUT_TASKID("A task that succeeded does not repeat its taskid.", Tellings.NO_TASKID),

  ROW_LATE(
      "A task does \"not exist\", and is in no record, until 30 s after it was accepted.",
      Rules.LATE),
  ROW_LOST(
      "The first task of a prompt never exists and is in no record; it is not charged.",
      Rules.firstFails("no row was written for the task"),
      Rules.LOST),
  ROW_ONLY_IN_RECORDS("No task exists; the records know them all.", Rules.ONLY_IN_RECORDS),
  HISTORY_PURGED(
      "A task does \"not exist\" from 20 s after its end; the history still has it.", Rules.PURGED),

  SUBMIT_OPENAI(
      "An accepted task is like OpenAI's: id, object, model, status submitted, taskid.",
      Tellings.OPENAI),
  SUBMIT_TASKSTATUS("An accepted task has a taskstatus in place of a status.", Tellings.TASKSTATUS),
  SUBMIT_WRAPPED(
      "An accepted task is {\"status\":\"ok\",\"data\":{\"taskid\",…}}.", Tellings.WRAPPED),
  SUBMIT_SYNC(
      "A picture is the answer to its submission, which takes as long and has no taskid.",
      new Hook.AtOnce() {}),

  PYTHON_REPR("The answer to a submission is a Python dict.", Bodies.PYTHON),
  DOUBLED_JSON("The answer to a submission is sent twice in one body.", Bodies.DOUBLED),
  CUT_AFTER_BODY(
      "The answer to a submission is whole, but the connection breaks before its end.", Bodies.CUT),
  TRAILING_NEWLINE("Every JSON body ends in blank lines.", Bodies.NEWLINE),
  TYPE_HTML("Every JSON body is labelled text/html.", Bodies.labelled("text/html")),
  TYPE_MALFORMED(
      "Every JSON body is labelled \"application/json; utf-8\".",
      Bodies.labelled("application/json; utf-8")),

  ERRORS_STRING("Every error is {\"error\":\"text\"}, an unknown model too.", Refusals.STRING),
  ERRORS_OBJECT(
      "Every error is {\"error\":{\"message\",\"type\",\"param\",\"code\"}}.", Refusals.OBJECT),
  ERRORS_DATA_MESSAGE(
      "Every error is {\"status\":\"error\",\"data\":{\"message\"}}.", Refusals.DATA_MESSAGE),
  ERRORS_TOP_MESSAGE("Every error is {\"status\":\"error\",\"message\"}.", Refusals.TOP_MESSAGE),
  ERRORS_ERRMSG("Every error is {\"status\":\"error\",\"errcode\",\"errmsg\"}.", Refusals.ERRMSG),
  ERRORS_HTML("Every error is a page of HTML.", Refusals.HTML),
  ERRORS_EMPTY("Every error has no body.", Refusals.EMPTY),
  AUTH_TEXT_401("A wrong key is 401 in plain text.", Refusals.PLAIN_401),
  AUTH_TEXT_403("A wrong key is 403 in plain text.", Refusals.PLAIN_403),
  JSON_LIMIT("JSON of more than 10 MiB is 413 in plain text.", Refusals.PLAIN_413),
  JSON_LIMIT_SMALL(
      "JSON of more than 1 MiB is 413 in plain text; multipart is not.",
      (Hook.Limit) () -> 1 << 20,
      Refusals.PLAIN_413),

  MIN_BALANCE("Every model asks for a balance above 10.00, else 429.", Rules.MIN_BALANCE),
  UNPRICED_MODELS(
      "No model has a price: none is listed, and submissions and chats are 429.",
      Rules.UNPRICED,
      Rules.NO_MODELS),
  RESERVE_HIGHEST(
      "A task holds as much as the model's dearest charge so far, else 429.", Rules.DEAREST),
  CHARGING_LAG("A task is charged 10 s after its end.", (Hook.Charged) () -> 10),

  SINGLE_FILE_DROPPED(
      "One file sent by multipart for a field that takes several is dropped.", Rules.SINGLE_LOST),
  DUPLICATE_MODELS("Every model is listed twice.", Rules.TWICE),
  MODELS_CREATED_FLOAT(
      "The moment a model was created is a number with a fraction.", Rules.CREATED_FLOAT),
  LOOKUP_BY_NAME(
      "A model is known by its name alone, its id with blanks for dashes.", Rules.BY_NAME),
  ONLY_R2V("The category is r2v; ref2v is refused.", Rules.without("ref2v")),
  ONLY_REF2V("The category is ref2v; r2v is refused.", Rules.without("r2v")),

  LINK_EXPIRES_403(
      "A link to a file is 403 from 60 s after it was given; a new poll has a new one.",
      Rules.MINUTE,
      Sending.refusedWhenOld(403)),
  LINK_EXPIRES_404(
      "A link to a file is 404 from 60 s after it was given; a new poll has a new one.",
      Rules.MINUTE,
      Sending.refusedWhenOld(404)),
  FIRST_LINK_DEAD(
      "The first link that is given to a file is 403; the next poll has one that works.",
      Rules.FIRST_DEAD,
      Sending.refusedWhenOld(403)),
  RANGE_SLOPPY(
      "A range of a file is cut at blocks of 4 KiB, and answered with 200.", Sending.SLOPPY),
  NO_CONTENT_LENGTH("A file is sent without its length.", Sending.UNSIZED),

  SSE_NULL_CONTENT("A chat's stream has chunks with null for content.", Flows.NULL_CONTENT),
  SSE_REASONING("A chat's stream begins with chunks of reasoning.", Flows.REASONING),
  SSE_USAGE_EVERYWHERE(
      "Every chunk of a chat's stream has a usage, and \"1\" for finish.", Flows.USAGE_EVERYWHERE),
  SSE_USAGE_MISSING(
      "A chat's stream has no usage; it is not charged.",
      Flows.NO_USAGE,
      (Hook.Free) attempt -> true),
  SSE_ERROR(
      "The first stream for a question has an error in its middle; it is not charged.",
      Flows.ERROR,
      (Hook.Free) attempt -> attempt == 1),
  SSE_TWO_LINES("A chat's stream has no blank lines between its lines.", Flows.ONE_EVENT),
  SSE_NO_DONE("A chat's stream ends without [DONE].", Flows.ENDLESS),
  SSE_CUT("The first stream for a question breaks off in its middle; it is charged.", Flows.CUT),
  SSE_AS_JSON("A chat's stream is labelled application/json.", Flows.AS_JSON),
  SSE_UNASKED("A chat answers with a stream, asked for or not.", new Hook.Unasked() {});

  private final String about;
  private final List<Hook> hooks;

  Quirk(String about, Hook... hooks) {
    this.about = about;
    this.hooks = List.of(hooks);
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

  List<Hook> hooks() {
    return hooks;
  }
}
