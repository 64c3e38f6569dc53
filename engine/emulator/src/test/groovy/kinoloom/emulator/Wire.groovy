package kinoloom.emulator

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper

import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Files
import java.nio.file.Path

/** A client of the platform with no opinion of its own: what is given is sent, what comes is returned. */
final class Wire {
    static final ObjectMapper JSON = new ObjectMapper()
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

    final URI base
    final String key

    Wire(URI base, String key) {
        this.base = base
        this.key = key
    }

    Wire(Emulator emulator) {
        this(emulator.url(), emulator.key())
    }

    Reply get(String path, Map<String, String> headers = [:]) {
        def builder = request(path).GET()
        headers.each { name, value -> builder.header(name, value) }
        send(builder)
    }

    Reply post(String path, Map body) {
        postText(path, JSON.writeValueAsString(body), 'application/json')
    }

    Reply postText(String path, String body, String type) {
        send(request(path).header('Content-Type', type).POST(BodyPublishers.ofString(body)))
    }

    /** Parts in order, each a pair of a name and a text or a file; as {@code curl -F}. */
    Reply multipart(String path, List<List> parts) {
        def boundary = '----kinoloom-spec'
        def out = new ByteArrayOutputStream()
        parts.each { name, value ->
            out << "--$boundary\r\nContent-Disposition: form-data; name=\"$name\"".getBytes('UTF-8')
            if (value instanceof Path) {
                out << "; filename=\"${value.fileName}\"\r\nContent-Type: application/octet-stream\r\n\r\n".getBytes('UTF-8')
                out << Files.readAllBytes(value)
            } else {
                out << "\r\n\r\n$value".getBytes('UTF-8')
            }
            out << '\r\n'.bytes
        }
        out << "--$boundary--\r\n".bytes
        send(request(path).header('Content-Type', "multipart/form-data; boundary=$boundary")
                .POST(BodyPublishers.ofByteArray(out.toByteArray())))
    }

    Reply task(String taskid) {
        get("/llmage/v1/tasks?taskid=$taskid")
    }

    /** Polls until the task has ended. */
    JsonNode finished(String taskid) {
        def deadline = System.nanoTime() + 60_000_000_000L
        while (System.nanoTime() < deadline) {
            def body = task(taskid).json
            if (body.path('status').asText() in ['SUCCEEDED', 'FAILED']) {
                return body
            }
            Thread.sleep(15)
        }
        throw new AssertionError("task $taskid has not ended: ${task(taskid).text}" as Object)
    }

    static byte[] download(String url) {
        HTTP.send(HttpRequest.newBuilder(URI.create(url)).GET().build(), BodyHandlers.ofByteArray()).body()
    }

    private HttpRequest.Builder request(String path) {
        def builder = HttpRequest.newBuilder(URI.create("$base$path"))
        key ? builder.header('Authorization', "Bearer $key") : builder
    }

    private static Reply send(HttpRequest.Builder request) {
        new Reply(HTTP.send(request.build(), BodyHandlers.ofByteArray()))
    }

    static final class Reply {
        final int status
        final byte[] bytes
        final HttpResponse<byte[]> raw

        Reply(HttpResponse<byte[]> raw) {
            this.raw = raw
            this.status = raw.statusCode()
            this.bytes = raw.body()
        }

        String getText() {
            new String(bytes, 'UTF-8')
        }

        JsonNode getJson() {
            JSON.readTree(bytes)
        }

        /** The body as plain maps and lists, for comparing. */
        Object getBody() {
            JSON.readValue(bytes, Object)
        }

        String header(String name) {
            raw.headers().firstValue(name).orElse(null)
        }
    }
}
