package kinoloom.examples.fields

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import kinoloom.emulator.Emulator

/** Our emulator, asked over the wire. What holds in the end is read from the task that it stored. */
final class EmulatorSide implements Side, Closeable {
    static final ObjectMapper JSON = new ObjectMapper()
    static final String BASE = '/llmage/v1'
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

    final Emulator emulator
    private final File log
    private long read
    private final List<String> stored = []

    EmulatorSide(Emulator emulator, Path data) {
        this.emulator = emulator
        log = data?.resolve('tasks.log')?.toFile()
    }

    /** For all but requests that make a task. */
    EmulatorSide(Emulator emulator) { this(emulator, null) }

    /** Its tasks are accepted and never made: there is no ffmpeg, and they would take for ever. */
    static EmulatorSide ofTasks(Path folder) {
        def data = folder.resolve('data')
        new EmulatorSide(Emulator.builder().dataDir(data).timeScale(1000).pixelScale(0.01d).seed(1).balance('1000000')
                .ffmpeg(folder.resolve('no-ffmpeg')).start(), data)
    }

    @Override
    Outcome offer(String category, Map<String, Object> fields) {
        def path = [t2t: "$BASE/chat/completions", t2i: "$BASE/image/generations"].get(category, "$BASE/video/generations")
        def reply = post(path.toString(), fields)
        if (category == 't2t' && reply.status == 200) return chatted(reply, fields)
        def json = JSON.readValue(reply.text, Map)
        if (reply.status != 200) return Outcome.refused("$reply.status $json.error")
        if (!json.taskid) return Outcome.refused("$json.status $json.error")
        def task = stored(json.taskid)
        Outcome.taken(task.input + task.settings)
    }

    /** The line of {@code tasks.log} that was on disk before the answer came. */
    private Map stored(String taskid) {
        new RandomAccessFile(log, 'r').withCloseable { file ->
            def bytes = new byte[(int) (file.length() - read)]
            file.seek(read)
            file.readFully(bytes)
            int whole = bytes.findLastIndexOf { it == (byte) 10 } + 1
            stored.addAll(new String(bytes, 0, whole, 'UTF-8').readLines())
            read += whole
        }
        JSON.readValue(stored.reverse().find { it.contains(taskid) && it.contains('"accepted"') }, Map)
    }

    private Outcome chatted(Reply reply, Map<String, Object> fields) {
        boolean stream = reply.type.startsWith('text/event-stream')
        def json = JSON.readValue(stream ? reply.text.readLines()[0] - 'data: ' : reply.text, Map)
        def category = ['t2t', 't2i', 't2v', 'i2v', 'ref2v'].find { models(it).contains(json.model) }
        Outcome.taken(fields + [model: json.model, catelogid: category, stream: stream])
    }

    List<String> models(String category) { get("$BASE/models?catelogid=$category").json.data*.id }

    @Override
    boolean says(String field) { false }

    @Override
    boolean misses(Row row, Outcome outcome) {
        outcome.refusal == (row.files ? "FAILED ERROR: InvalidParameter: $row.field is required" : "400 Missing required parameter: $row.field").toString()
    }

    @Override
    boolean isLeavingDefaults() { false }

    Reply get(String path, String key = emulator.key()) { send(path, key, { it.GET() }) }

    Reply post(String path, Map<String, Object> fields, String key = emulator.key()) {
        def files = fields.values().any { it instanceof List }
        send(path, key) {
            def body = files ? form(fields) : JSON.writeValueAsBytes(fields)
            it.header('Content-Type', files ? 'multipart/form-data; boundary=of-fields' : 'application/json')
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        }
    }

    private static byte[] form(Map<String, Object> fields) {
        def out = new ByteArrayOutputStream()
        fields.each { name, value ->
            (value instanceof List ? value : [value]).each {
                def file = it instanceof Path ? "; filename=\"$it.fileName\"\r\nContent-Type: application/octet-stream" : ''
                out << "--of-fields\r\nContent-Disposition: form-data; name=\"$name\"$file\r\n\r\n".getBytes('UTF-8')
                out << (it instanceof Path ? Files.readAllBytes(it) : it.toString().getBytes('UTF-8')) << '\r\n'.bytes
            }
        }
        out << '--of-fields--\r\n'.bytes
        out.toByteArray()
    }

    private Reply send(String path, String key, Closure<?> method) {
        def request = HttpRequest.newBuilder(URI.create("${emulator.url()}$path"))
        if (key) request.header('Authorization', "Bearer $key")
        method(request)
        def response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString())
        new Reply(status: response.statusCode(), text: response.body(), type: response.headers().firstValue('content-type').orElse(''))
    }

    static final class Reply {
        int status
        String text
        String type

        Map getJson() { JSON.readValue(text, Map) }
    }

    @Override
    void close() { emulator.close() }
}
