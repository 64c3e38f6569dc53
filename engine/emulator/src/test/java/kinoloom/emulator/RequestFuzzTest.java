package kinoloom.emulator;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever is sent in the place of a form or of JSON gets an answer soon, and no failure inside.
 */
class RequestFuzzTest {
  private static final String[] PATHS = {
    "/llmage/v1/video/generations", "/llmage/v1/image/generations", "/llmage/v1/chat/completions"
  };
  private static final String[] TYPES = {
    "multipart/form-data; boundary=b", "application/json", "application/x-www-form-urlencoded"
  };
  private static Emulator emulator;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    emulator = Emulator.builder().timeScale(0).balance("0.00").start();
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  /**
   * @param bytes the first says where the rest is sent, and as what
   */
  @FuzzTest(maxDuration = "6s")
  void request(byte[] bytes) throws Exception {
    if (bytes.length == 0) return;
    int first = bytes[0] & 0xff;
    HttpRequest request =
        HttpRequest.newBuilder(emulator.url().resolve(PATHS[first % 3]))
            .header("Authorization", "Bearer " + emulator.key())
            .header("Content-Type", TYPES[first / 3 % 3])
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofByteArray(bytes, 1, bytes.length - 1))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 500) {
      throw new AssertionError("HTTP " + answer.statusCode() + ": " + answer.body());
    }
  }
}
