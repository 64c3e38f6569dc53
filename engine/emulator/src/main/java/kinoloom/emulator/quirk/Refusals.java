package kinoloom.emulator.quirk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import kinoloom.emulator.store.Json;

/** The shapes an error has had on the platform. */
final class Refusals {
  static final Hook.Refused STRING = shaped(why -> Json.object().put("error", why));

  static final Hook.Refused OBJECT =
      (message, why) -> {
        ObjectNode body = Json.object();
        body.putObject("error")
            .put("message", why)
            .put("type", "invalidparameters")
            .putNull("param")
            .put("code", "error_" + message.status());
        return message.withText(body.toString());
      };

  static final Hook.Refused DATA_MESSAGE =
      shaped(
          why -> {
            ObjectNode body = Json.object().put("status", "error");
            body.putObject("data").put("message", why);
            return body;
          });

  static final Hook.Refused TOP_MESSAGE =
      shaped(why -> Json.object().put("status", "error").put("message", why));

  static final Hook.Refused ERRMSG =
      (message, why) ->
          message.withText(
              Json.object()
                  .put("status", "error")
                  .put("errcode", message.status())
                  .put("errmsg", why)
                  .toString());

  static final Hook.Refused HTML = (message, why) -> Message.page(message.status(), why);

  static final Hook.Refused EMPTY = (message, why) -> Message.of(message.status(), "", "");

  static final Hook.Refused PLAIN_401 =
      (message, why) -> message.status() == 401 ? Message.plain(401, "401: Unauthorized") : message;

  static final Hook.Refused PLAIN_403 =
      (message, why) -> message.status() == 401 ? Message.plain(403, "403: Forbidden") : message;

  static final Hook.Refused PLAIN_413 =
      (message, why) ->
          message.status() == 413 ? Message.plain(413, "413: Request Entity Too Large") : message;

  private Refusals() {}

  private static Hook.Refused shaped(Function<String, ObjectNode> body) {
    return (message, why) -> message.withText(body.apply(why).toString());
  }
}
