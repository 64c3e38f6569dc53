package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.store.Json;
import kinoloom.emulator.task.Order;
import kinoloom.emulator.task.Outcome;
import kinoloom.emulator.task.Task;

/** Every answer's shape: what the wire says lives here, what is true lives elsewhere. */
final class Replies {
  static final String JSON = "application/json; charset=utf-8";
  private static final String STILL = "1280*720";

  void send(HttpServerExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
    sendBytes(exchange, status, JSON, bytes);
  }

  void text(HttpServerExchange exchange, int status, String text) throws IOException {
    sendBytes(exchange, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  ObjectNode submitted(Order order) {
    return Json.object().put("taskid", order.taskid()).put("status", "CREATED");
  }

  ObjectNode unknownTask(String taskid) {
    return Json.object()
        .put("taskid", taskid)
        .put("status", "FAILED")
        .put("error", "taskid=" + taskid + " not exist");
  }

  ObjectNode task(Call call, Task task, Task.Status status) {
    Order order = task.order();
    ObjectNode body = Json.object().put("taskid", order.taskid()).put("status", status.name());
    if (status == Task.Status.SUCCEEDED && task.outcome() instanceof Outcome.Made made) {
      body.set("usage", usage(order));
      body.put("image", fileUrl(call, made.image()));
      if (!made.video().isEmpty()) {
        body.put("video", fileUrl(call, made.video()));
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
  private static String fileUrl(Call call, String key) {
    return call.exchange().getRequestScheme()
        + "://"
        + call.exchange().getHostAndPort()
        + "/idfile?path="
        + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  private static void sendBytes(HttpServerExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
    exchange.setResponseContentLength(bytes.length);
    exchange.getOutputStream().write(bytes);
    exchange.getOutputStream().close();
  }
}
