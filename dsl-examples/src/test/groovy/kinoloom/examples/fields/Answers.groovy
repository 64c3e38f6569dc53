package kinoloom.examples.fields

import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.time.InstantSource
import kinoloom.emulator.Emulator
import kinoloom.platform.Answer
import kinoloom.platform.Request
import kinoloom.platform.TaskId

/** Answers of the emulator, and what our client makes of them. */
final class Answers {
    private static final Request CHAT = new Request('t2t', 'qwen3-max', [prompt: 'x'], [:], [])
    private static final Request PICTURE = new Request('t2i', 'wan2.2-t2i-plus', [prompt: 'x'], [:], [])

    private final ClientSide client
    private final EmulatorSide emulator
    /** Answers as they came, by the part of the document. */
    private final Map<String, Map> seen
    /** The words for the state of a task, as they came. */
    private final Set<String> states = new LinkedHashSet<>()

    Answers(ClientSide client, EmulatorSide emulator) {
        this.client = client
        this.emulator = emulator
        def chat = { boolean stream -> emulator.post("$EmulatorSide.BASE/chat/completions".toString(), [model: 'qwen3-max', catelogid: 't2t', prompt: 'a story', sys_prompt: '', stream: stream]) }
        seen = ['chat answer': chat(false).json,
                'chat stream': EmulatorSide.JSON.readValue(chat(true).text.split('\n\n')[1] - 'data: ', Map),
                'submitted'  : emulator.post("$EmulatorSide.BASE/image/generations".toString(), [model: 'cogview-3-flash', catelogid: 't2i', prompt: 'x']).json,
                'task'       : aClip()]
    }

    /** The document's clip, from submission to its end, by a clock that is turned by hand. */
    private Map aClip() {
        def now = Instant.parse('2026-11-22T09:00:00Z')
        def emulator = Emulator.builder().pixelScale(0.05d).seed(1).clock({ now } as InstantSource).start()
        try {
            def side = new EmulatorSide(emulator)
            def submit = { side.post("$EmulatorSide.BASE/video/generations".toString(), it).json.taskid }
            def clip = submit(model: 'viduq3-pro', catelogid: 't2v', prompt: 'x', resolution: '540p', duration: 1)
            Map task = [:]
            for (int turn = 0; task.status != 'SUCCEEDED'; turn++) {
                assert turn < 5000, "The clip is not made: $task"
                task = side.get("$EmulatorSide.BASE/tasks?taskid=$clip").json
                states << task.status
                now += Duration.ofSeconds(5)
                if (turn > 1000) Thread.sleep(2)
            }
            states << side.get("$EmulatorSide.BASE/tasks?taskid=nobody").json.status
            return task
        } finally {
            emulator.close()
        }
    }

    List<String> ofEmulator(Row row) {
        def value = at(seen[row.part], row.field)
        def differences = []
        if (value == MISSING) return ['missing']
        if (type(value) != row.type) differences << "is ${type(value)}".toString()
        if (row.allowed && !(value in row.allowed)) differences << "is `$value`".toString()
        if (row.part == 'task' && row.field == 'status' && states != row.allowed as Set) differences << "only ${states.join(', ')}".toString()
        differences
    }

    /** Whether our client would understand something else if another value stood there. */
    boolean isRead(Row row) {
        def other = EmulatorSide.JSON.readValue(EmulatorSide.JSON.writeValueAsString(seen[row.part]), Map)
        change(other, row.field)
        meaning(row.part, seen[row.part]) != meaning(row.part, other)
    }

    /** What our client understands by a state of a task. */
    String understood(String state) { meaning('task', seen.task + [status: state]).replaceAll(/\[.*/, '') }

    private String meaning(String part, Map answer) {
        def text = EmulatorSide.JSON.writeValueAsString(answer)
        switch (part) {
            case 'chat answer': return client.platform.read(CHAT, new Answer(200, 'application/json', text, true))
            case 'chat stream': return client.platform.read(CHAT, new Answer(200, 'text/event-stream', "data: $text\n\ndata: [DONE]\n\n", true))
            case 'submitted': return client.platform.read(PICTURE, new Answer(200, 'application/json', text, true))
            default:
                client.wiretap.answer = text
                return client.platform.poll(new TaskId('t-1')).get()
        }
    }

    /** An error of the document, as our client classes it. */
    String refusal(int status, Map body) {
        client.platform.read(PICTURE, new Answer(status, 'application/json', EmulatorSide.JSON.writeValueAsString(body), true))
    }

    private static final Object MISSING = new Object()

    private static List path(String field) {
        field.split(/\./).collectMany { it.endsWith('[0]') ? [it - '[0]', 0] : [it] }
    }

    private static Object at(Object value, String field) {
        for (key in path(field)) {
            if (key == 0 ? !value : !value.containsKey(key)) return MISSING
            value = value[key]
        }
        value
    }

    private static void change(Map answer, String field) {
        def path = path(field)
        def holder = path.init().inject((Object) answer) { value, key -> value[key] }
        def value = holder[path.last()]
        holder[path.last()] = value instanceof Boolean ? !value : value instanceof Number ? value + 1 : value instanceof Map ? [other: 1] : "${value}-other".toString()
    }

    private static String type(Object value) {
        value == null ? 'null' : value instanceof Boolean ? 'boolean' : value instanceof Integer ? 'integer' : value instanceof String ? 'string' : value instanceof Map ? 'object' : value.class.simpleName
    }
}
