package kinoloom.emulator.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import kinoloom.emulator.store.Json;

/**
 * What a request says: its query, or the body of a POST, as a form or as JSON. Small, and a name
 * said twice is refused, so that nobody can check one value and use the other.
 */
final class Params {
  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_NAMES = 64;

  private Params() {}

  static Map<String, String> read(HttpServerExchange exchange) throws IOException, Refusal {
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      return decoded(exchange.getQueryString());
    }
    byte[] body = exchange.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new Refusal(413, "error.413");
    }
    String text = new String(body, StandardCharsets.UTF_8);
    return isJson(exchange) ? json(text) : decoded(text);
  }

  static boolean isJson(HttpServerExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    return type != null && type.split(";")[0].strip().equalsIgnoreCase("application/json");
  }

  /** A query or a form. */
  static Map<String, String> decoded(String text) throws Refusal {
    Map<String, String> params = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = plain(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : plain(pair.substring(equals + 1));
        if (params.put(name, value) != null || params.size() > MOST_NAMES) {
          throw new Refusal(400, "error.400");
        }
      }
    }
    return params;
  }

  private static String plain(String encoded) throws Refusal {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "error.400");
    }
  }

  private static Map<String, String> json(String text) throws Refusal {
    Map<String, String> params = new LinkedHashMap<>();
    try {
      if (Json.MAPPER.readTree(text) instanceof ObjectNode object) {
        object.properties().forEach(e -> params.put(e.getKey(), e.getValue().asText()));
      }
      return params;
    } catch (JsonProcessingException e) {
      throw new Refusal(400, "error.400");
    }
  }
}
