package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import kinoloom.emulator.store.Json;

/** An answer that ends a request early, in the platform's words. */
final class WireError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ObjectNode body;

  private WireError(int status, ObjectNode body) {
    super(status + " " + body);
    this.status = status;
    this.body = body;
  }

  int status() {
    return status;
  }

  ObjectNode body() {
    return body;
  }

  /** The refusal in words. */
  String why() {
    JsonNode error = body.path("error");
    return error.isObject() ? error.path("message").asText() : error.asText();
  }

  static WireError invalidKey() {
    return new WireError(401, Json.object().put("error", "Invalid API Key"));
  }

  static WireError missing(String parameter) {
    return new WireError(
        400, Json.object().put("error", "Missing required parameter: " + parameter));
  }

  /** The model is not there, or not in that category. */
  static WireError unknownModel() {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("message", "Parameters error.")
        .put("type", "invalidparameters")
        .putNull("param")
        .put("code", "invalid_parameters");
    return new WireError(400, body);
  }

  static WireError noMoney() {
    return new WireError(429, Json.object().put("error", "Insufficient balance"));
  }

  static WireError tooLarge() {
    return new WireError(413, Json.object().put("error", "Request body too large"));
  }

  static WireError unreadable(String why) {
    return new WireError(400, Json.object().put("error", why));
  }

  /** A vendor's refusal: HTTP says 200, the body says FAILED, and nothing was charged. */
  static WireError rejected(String why) {
    return new WireError(200, Json.object().put("status", "FAILED").put("error", "ERROR: " + why));
  }
}
