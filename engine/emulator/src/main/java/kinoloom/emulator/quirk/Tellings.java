package kinoloom.emulator.quirk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import kinoloom.emulator.store.Json;

/** Other ways to tell of a task: its words, its fields, what is around it. */
final class Tellings {
  static final Hook.Polled IN_DATA = (body, ask, count) -> ok(body);

  static final Hook.Polled IN_RESPOSNE =
      (body, ask, count) -> ok(Json.object().set("resposne", body));

  static final Hook.Polled IN_OUTPUT =
      (body, ask, count) -> {
        ObjectNode data = Json.object();
        data.set("status", body.get("status"));
        data.putArray("output").add(body);
        return ok(data);
      };

  static final Hook.Polled EVERY_OTHER_AN_ERROR =
      (body, ask, count) -> count % 2 == 1 ? pollError(body) : body;

  static final Hook.Shown LOWER =
      (body, attempt) -> body.put("status", status(body).toLowerCase(Locale.ROOT));

  static final Hook.Shown QUEUED =
      said(Map.of("CREATED", "submitted", "PENDING", "queued", "RUNNING", "processing"));

  static final Hook.Shown COMPLETED = said(Map.of("SUCCEEDED", "COMPLETED"));

  static final Hook.Shown UNKNOWN_PASSING = said(Map.of("PENDING", "UNKNOWN"));

  static final Hook.Shown FROZEN = said(Map.of("PENDING", "CREATED", "RUNNING", "CREATED"));

  static final Hook.Shown UNKNOWN_END =
      (body, attempt) -> {
        if (attempt == 1 && "FAILED".equals(status(body))) {
          body.remove("error");
          body.put("status", "UNKNOWN");
        }
        return body;
      };

  static final Hook.Shown MEDIA_LIST =
      (body, attempt) -> {
        for (String name : new String[] {"image", "video"}) {
          JsonNode url = body.get(name);
          if (url != null) {
            body.putArray(name).add(url);
          }
        }
        return body;
      };

  static final Hook.Shown NO_MEDIA =
      (body, attempt) -> {
        body.remove("image");
        body.remove("video");
        return body;
      };

  static final Hook.Shown NO_TASKID =
      (body, attempt) -> {
        // Only a success has one, whatever it is called.
        if (body.has("usage")) {
          body.remove("taskid");
        }
        return body;
      };

  static final Hook.Submitted WRAPPED =
      (body, order) -> ok("CREATED".equals(status(body)) ? body.put("status", "PENDING") : body);

  static final Hook.Submitted OPENAI =
      (body, order) ->
          body.has("taskid")
              ? Json.object()
                  .put("id", body.get("taskid").asText())
                  .put("object", order.picture() ? "image.generation" : "video.generation")
                  .put("model", order.model())
                  .put("status", "submitted")
                  .put("taskid", body.get("taskid").asText())
                  .put("created", order.accepted().getEpochSecond())
              : body;

  static final Hook.Submitted TASKSTATUS =
      (body, order) -> {
        JsonNode status = body.remove("status");
        body.set("taskstatus", status);
        return body;
      };

  private Tellings() {}

  /** What a poll of that task says when it could not be looked up. */
  static ObjectNode pollError(ObjectNode body) {
    ObjectNode error = Json.object().put("status", "error");
    error
        .putObject("data")
        .put(
            "message",
            body.path("taskid").asText()
                + " get task info error((2013, 'Lost connection to MySQL server during query'))");
    return error;
  }

  static String status(ObjectNode body) {
    return body.path("status").asText();
  }

  private static Hook.Shown said(Map<String, String> words) {
    return (body, attempt) ->
        body.put("status", words.getOrDefault(status(body), body.path("status").asText()));
  }

  private static ObjectNode ok(JsonNode data) {
    ObjectNode body = Json.object().put("status", "ok");
    body.set("data", data);
    return body;
  }
}
