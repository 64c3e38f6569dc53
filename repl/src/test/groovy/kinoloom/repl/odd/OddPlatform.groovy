package kinoloom.repl.odd

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Executors

/** A server with the platform's paths that says what it is told to say, and keeps what it heard. */
class OddPlatform implements AutoCloseable {
  final List<String> heard = new CopyOnWriteArrayList<>()
  private final HttpServer server = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
  private final threads = Executors.newCachedThreadPool { new Thread(it).tap { daemon = true } }

  /** @param says called with the method, the path with its query, and the exchange; what it returns is the answer: status, type, body */
  OddPlatform(Closure<List> says) {
    server.executor = threads
    server.createContext('/') { HttpExchange exchange ->
      def body = new String(exchange.requestBody.readAllBytes(), 'ISO-8859-1')
      heard << "$exchange.requestMethod $exchange.requestURI\n${exchange.requestHeaders.entrySet().join('\n')}\n$body".toString()
      def answer = says.call(exchange.requestMethod, exchange.requestURI.toString(), exchange)
      def bytes = answer[2] instanceof byte[] ? answer[2] : answer[2].toString().getBytes('UTF-8')
      exchange.responseHeaders.add('Content-Type', answer[1] as String)
      exchange.sendResponseHeaders(answer[0] as int, bytes.length ?: -1)
      exchange.responseBody.withCloseable { it.write(bytes) }
    }
    server.start()
  }

  String getUrl() { "http://127.0.0.1:$server.address.port" }

  @Override
  void close() {
    server.stop(0)
    threads.shutdownNow()
  }

  static byte[] picture() {
    def bytes = new ByteArrayOutputStream()
    javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(64, 64, java.awt.image.BufferedImage.TYPE_INT_RGB), 'png', bytes)
    bytes.toByteArray()
  }
}
