package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.quirk.Ask;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.quirk.Message;
import kinoloom.emulator.quirk.Taken;
import kinoloom.emulator.store.Json;
import kinoloom.emulator.task.Order;
import kinoloom.emulator.task.Outcome;
import kinoloom.emulator.task.Task;

/** Every answer's shape: what the wire says lives here, what is true lives elsewhere. */
final class Replies {
  /** Which request an exchange is; absent outside the API. */
  static final AttachmentKey<Ask> ASK = AttachmentKey.create(Ask.class);

  private static final String JSON = "application/json; charset=utf-8";
  private static final String STILL = "1280*720";

  private final Faults faults;
  private final InstantSource clock;

  Replies(Faults faults, InstantSource clock) {
    this.faults = faults;
    this.clock = clock;
  }

  void send(HttpServerExchange exchange, int status, JsonNode body) throws IOException {
    dispatch(exchange, json(status, body));
  }

  void refuse(HttpServerExchange exchange, WireError error) throws IOException {
    Message usual = json(error.status(), error.body());
    boolean rejected = error.status() == StatusCodes.OK;
    dispatch(exchange, rejected ? usual : faults.refused(usual, error.why()));
  }

  void text(HttpServerExchange exchange, int status, String text) throws IOException {
    dispatch(exchange, Message.of(status, "text/plain; charset=utf-8", text));
  }

  /** Sends a message as it is. */
  void deliver(HttpServerExchange exchange, Message message) throws IOException {
    if (message.ending() == Message.Ending.SILENT) {
      cut(exchange);
      return;
    }
    exchange.setStatusCode(message.status());
    if (!message.type().isEmpty()) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, message.type());
    }
    boolean whole = message.ending() == Message.Ending.WHOLE;
    if (whole) {
      exchange.setResponseContentLength(message.body().length);
    }
    exchange.getOutputStream().write(message.body());
    if (whole) {
      exchange.getOutputStream().close();
    } else {
      exchange.getOutputStream().flush();
      cut(exchange);
    }
  }

  /** Breaks the connection. */
  static void cut(HttpServerExchange exchange) {
    try {
      exchange.getConnection().close();
    } catch (IOException | RejectedExecutionException e) {
      // It is gone, or the server is going; either is what was wanted.
    }
  }

  ObjectNode submitted(Order order) {
    ObjectNode body = Json.object().put("taskid", order.taskid()).put("status", "CREATED");
    return faults.submitted(body, taken(order));
  }

  /** A picture as the answer to its submission: what is told of the task, and how many. */
  ObjectNode atOnce(Order order, ObjectNode told) {
    told.remove("taskid");
    JsonNode image = told.path("image");
    if (image.isTextual()) {
      told.put("image_count", 1).putArray("image").add(image);
    }
    return faults.submitted(told, taken(order));
  }

  ObjectNode unknownTask(String taskid) {
    return Json.object()
        .put("taskid", taskid)
        .put("status", "FAILED")
        .put("error", "taskid=" + taskid + " not exist");
  }

  /**
   * A task wherever it is shown.
   *
   * @param link counts the links to its files from 1
   */
  ObjectNode task(Call call, Task task, Task.Status status, int link) {
    return faults.shown(plain(call, task, status, link), task.attempt());
  }

  private ObjectNode plain(Call call, Task task, Task.Status status, int link) {
    Order order = task.order();
    ObjectNode body = Json.object().put("taskid", order.taskid()).put("status", status.name());
    if (status == Task.Status.SUCCEEDED && task.outcome() instanceof Outcome.Made made) {
      body.set("usage", usage(order));
      body.put("image", fileUrl(call, made.image(), link));
      if (!made.video().isEmpty()) {
        body.put("video", fileUrl(call, made.video(), link));
      }
    } else if (status == Task.Status.FAILED && task.outcome() instanceof Outcome.Broken broken) {
      body.put("error", broken.error());
    }
    return body;
  }

  ObjectNode usage(Order order) {
    ObjectNode usage = Json.object();
    if (order.model().category() == Category.T2I) {
      return usage.put("image_count", 1).put("size", STILL).put("model", order.model().id());
    }
    Map<String, String> settings = order.settings();
    usage.put("action", order.model().category().wire());
    long credits = order.model().price().creditsOf(settings);
    if (credits > 0) {
      usage.put("credits", credits);
    }
    usage.put("type", order.model().category().usageType()).put("model", order.model().id());
    for (String field : new String[] {"resolution", "size"}) {
      if (settings.containsKey(field)) {
        usage.put(field, settings.get(field));
      }
    }
    return usage
        .put("off_peak", "Y".equals(settings.get("off_peak")))
        .put("duration", Integer.parseInt(settings.get("duration")));
  }

  /** File URLs begin with the address the client itself used. */
  private String fileUrl(Call call, String key, int link) {
    String end =
        faults
            .linkLives(link)
            .map(life -> "&expires=" + clock.instant().plus(life).toEpochMilli())
            .orElse("");
    return call.exchange().getRequestScheme()
        + "://"
        + call.exchange().getHostAndPort()
        + "/idfile?path="
        + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/")
        + end;
  }

  private void dispatch(HttpServerExchange exchange, Message usual) throws IOException {
    Ask ask = exchange.getAttachment(ASK);
    deliver(exchange, ask == null ? usual : faults.sent(usual, ask));
  }

  private static Message json(int status, JsonNode body) throws IOException {
    return Message.of(status, JSON, Json.MAPPER.writeValueAsString(body));
  }

  private static Taken taken(Order order) {
    boolean picture = order.model().category() == Category.T2I;
    return new Taken(order.model().id(), picture, order.accepted());
  }
}
