package kinoloom.emulator.pay;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** How Alipay and merchants write to each other. */
public final class Wiring {
  private Wiring() {}

  /** Posts a notification; whether the answer was exactly {@code success}. */
  static boolean tell(URI address, Map<String, String> params) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setConnectTimeout(5_000);
    connection.setReadTimeout(15_000);
    connection.setInstanceFollowRedirects(false);
    connection.setDoOutput(true);
    connection.setRequestProperty(
        "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    connection.setRequestProperty("Connection", "close");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(encoded(params).getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() != 200) {
      return false;
    }
    byte[] answer = connection.getInputStream().readNBytes(64);
    connection.disconnect();
    return "success".equals(new String(answer, StandardCharsets.UTF_8));
  }

  /** Parameters as a form or a query. */
  public static String encoded(Map<String, String> params) {
    return params.entrySet().stream()
        .map(
            param ->
                URLEncoder.encode(param.getKey(), StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(param.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
