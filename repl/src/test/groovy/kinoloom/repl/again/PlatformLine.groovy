package kinoloom.repl.again

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/** The line to a platform: counts what goes over it, and refuses paid requests that say certain words. */
class PlatformLine implements Closeable {
  private final String platform
  private final HttpServer server = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
  private final ExecutorService hands = Executors.newFixedThreadPool(8)
  private final HttpClient client = HttpClient.newHttpClient()
  /** All that was asked for: {@code POST /llmage/v1/…}. */
  final Queue<String> requests = new ConcurrentLinkedQueue<>()
  List<String> refused = []

  PlatformLine(URI platform) {
    this.platform = platform.toString().replaceFirst('/$', '')
    server.executor = hands
    server.createContext('/') { pass(it) }
    server.start()
  }

  String getUrl() { "http://127.0.0.1:$server.address.port" }

  private void pass(HttpExchange exchange) {
    def body = exchange.requestBody.readAllBytes()
    requests << "$exchange.requestMethod $exchange.requestURI.path".toString()
    def said = new String(body, 'UTF-8')
    if (refused.any { said.contains(it) }) {
      answer(exchange, 400, 'application/json', '{"status":"FAILED","error":"ERROR: InvalidParameter: not today"}'.bytes)
      return
    }
    def request = HttpRequest.newBuilder(URI.create(platform + exchange.requestURI))
      .method(exchange.requestMethod, HttpRequest.BodyPublishers.ofByteArray(body))
    ['Authorization', 'Content-Type', 'Range'].each { name -> exchange.requestHeaders[name]?.each { request.header(name, it) } }
    def answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
    this.answer(exchange, answer.statusCode(), answer.headers().firstValue('Content-Type').orElse('application/json'), answer.body())
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body) {
    exchange.responseHeaders['Content-Type'] = [type]
    exchange.sendResponseHeaders(status, body.length ?: -1)
    exchange.responseBody.withCloseable { it.write(body) }
  }

  void close() {
    server.stop(0)
    hands.shutdownNow()
  }
}
