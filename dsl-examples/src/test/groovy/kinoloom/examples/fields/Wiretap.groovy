package kinoloom.examples.fields

import com.fasterxml.jackson.databind.ObjectMapper
import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer

/** A server that keeps the last request it got and says what it is told to. */
final class Wiretap implements Closeable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
    String answer = '{"taskid":"t-1","status":"CREATED"}'
    final List<String> queries = [].asSynchronized()
    Map<String, String> headers = [:]
    Map<String, Object> fields = [:]

    Wiretap() {
        server.createContext('/') { serve(it) }
        server.start()
    }

    String getUrl() { "http://127.0.0.1:$server.address.port" }

    String getQuery() { queries ? queries[-1] : null }

    private void serve(HttpExchange exchange) {
        queries << exchange.requestURI.query
        headers = exchange.requestHeaders.collectEntries { [it.key.toLowerCase(), it.value[0]] }
        def body = exchange.requestBody.readAllBytes()
        fields = headers['content-type']?.startsWith('multipart/') ? parts(body) : body ? new ObjectMapper().readValue(body, Map) : [:]
        def bytes = answer.getBytes('UTF-8')
        exchange.responseHeaders.add('Content-Type', 'application/json')
        exchange.sendResponseHeaders(200, bytes.length)
        exchange.responseBody.withCloseable { it.write(bytes) }
    }

    private static Map<String, Object> parts(byte[] body) {
        def text = new String(body, 'ISO-8859-1')
        def boundary = text.substring(0, text.indexOf('\r\n'))
        Map<String, Object> parts = [:]
        text.split("(^|\r\n)\\Q$boundary\\E(--)?\r\n").findAll().each { part ->
            def (head, content) = part.split('\r\n\r\n', 2)
            def name = (head =~ / name="([^"]*)"/)[0][1]
            parts[name] = head.contains('filename=') ? 'a file' : new String(content.getBytes('ISO-8859-1'), 'UTF-8')
        }
        parts
    }

    @Override
    void close() { server.stop(0) }
}
