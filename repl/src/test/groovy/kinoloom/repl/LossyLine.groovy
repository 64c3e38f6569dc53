package kinoloom.repl

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

/** A line to a platform on which the answers to paid requests get lost, and the records cannot be seen. */
class LossyLine implements Closeable {
  private final String platform
  private final HttpServer server = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
  private final HttpClient client = HttpClient.newHttpClient()
  boolean lossy = true
  /** What the platform answered to paid requests, whether it arrived or not. */
  final List<String> lost = []

  LossyLine(URI platform) {
    this.platform = platform.toString().replaceFirst('/$', '')
    server.createContext('/') { pass(it) }
    server.start()
  }

  String getUrl() { "http://127.0.0.1:$server.address.port" }

  private void pass(HttpExchange exchange) {
    def body = exchange.requestBody.readAllBytes()
    boolean paid = exchange.requestMethod == 'POST'
    if (exchange.requestURI.path.endsWith('.dspy')) {
      answer(exchange, 404, 'text/plain', 'not found'.bytes)
      return
    }
    def request = HttpRequest.newBuilder(URI.create(platform + exchange.requestURI))
      .method(exchange.requestMethod, HttpRequest.BodyPublishers.ofByteArray(body))
    ['Authorization', 'Content-Type'].each { name -> exchange.requestHeaders[name]?.each { request.header(name, it) } }
    def answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
    if (paid && lossy) {
      lost << new String(answer.body(), 'UTF-8')
      this.answer(exchange, 504, 'text/html', '<html>\u001b[31mgateway\u001b[0m timed out</html>'.bytes)
    } else {
      this.answer(exchange, answer.statusCode(), answer.headers().firstValue('Content-Type').orElse('application/json'), answer.body())
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body) {
    exchange.responseHeaders['Content-Type'] = [type]
    exchange.sendResponseHeaders(status, body.length ?: -1)
    exchange.responseBody.withCloseable { it.write(body) }
  }

  void close() { server.stop(0) }
}
