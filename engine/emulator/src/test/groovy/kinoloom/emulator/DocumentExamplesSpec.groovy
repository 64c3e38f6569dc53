package kinoloom.emulator

import com.fasterxml.jackson.databind.JsonNode
import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import java.awt.Color
import java.nio.file.Files
import java.nio.file.Path
import javax.imageio.ImageIO

/**
 * Every example of the platform's document, to its end. Its curl commands stand as written there in test resources and are run by curl;
 * only host, key and {@code taskid=xxx} are put in. What it shows of an answer is what comes.
 */
class DocumentExamplesSpec extends Specification {
    static final CHAT = '/llmage/v1/chat/completions'
    static final VIDEO = '/llmage/v1/video/generations'
    static final EXAMPLES = [picture: ['1-t2i'], clip: ['2-t2v-happyhorse', '3-t2v-seedance-1.5', '4-i2v-happyhorse', '5-i2v-seedance-2.0',
                             '6-ref2v-seedance-2.0', '7-ref2v-happyhorse'], question: ['8-tasks']]

    @Shared
    @AutoCleanup
    Emulator emulator = Emulator.builder().timeScale(0.0001d).pixelScale(0.25d).balance('1000.00').seed(3).start()
    @Shared
    @AutoCleanup
    Emulator poor = Emulator.builder().balance('0.00').start()
    @Shared
    Wire wire = new Wire(emulator)
    @Shared
    FfmpegMedia media = new FfmpegMedia(Ffmpeg.find())
    @TempDir
    @Shared
    Path folder

    def setupSpec() {
        [['1.jpg', Color.ORANGE], ['2.jpg', Color.BLUE], ['02.jpg', Color.GREEN], ['myimg1.jpg', Color.PINK], ['myimg2.jpg', Color.GRAY]]
                .each { name, colour -> Samples.picture(folder, name, 320, 240, colour) }
    }

    static boolean isCurlHere() {
        def missing = ['bash', 'curl'].find { !Program.isHere(it) }
        if (missing) println "NOTICE: the document's curl examples are not run: there is no $missing on the PATH"
        !missing
    }

    /** What curl prints. */
    JsonNode curl(String example, String taskid = null) {
        def written = DocumentExamplesSpec.getResource("/kinoloom/emulator/document/${example}.sh").getText('UTF-8')
        def script = written.replace('https://opencomputing.ai', emulator.url().toString()).replace('<your-apikey>', emulator.key())
        if (taskid) script = script.replace('taskid=xxx', "taskid=$taskid")
        Files.writeString(folder.resolve('example.sh'), script)
        def run = Program.run(folder, 20, ['bash', 'example.sh'])
        assert run.exit == 0, run.said
        Wire.JSON.readTree(run.out)
    }

    @Requires({ DocumentExamplesSpec.isCurlHere() })
    def "#example is taken, and becomes a picture of #width x #height"() {
        when:
        def submitted = curl(example)

        then:
        submitted.fieldNames().toList() == ['taskid', 'status']
        submitted.get('status').asText() == 'CREATED'

        when:
        wire.finished(submitted.get('taskid').asText())
        def task = curl('8-tasks', submitted.get('taskid').asText())
        def picture = ImageIO.read(new ByteArrayInputStream(Wire.download(task.get('image').asText())))

        then:
        task.get('status').asText() == 'SUCCEEDED'
        task.get('usage').get('image_count').asInt() == 1
        !task.has('video')
        [picture.width, picture.height] == [width, height]

        where:
        example << EXAMPLES.picture
        width = 712
        height = 400
    }

    @Requires({ DocumentExamplesSpec.isCurlHere() })
    def "#example is taken, and becomes a clip of #width x #height, #seconds s"() {
        when:
        def submitted = curl(example)

        then:
        submitted.fieldNames().toList() == ['taskid', 'status']
        submitted.get('status').asText() == 'CREATED'

        when:
        wire.finished(submitted.get('taskid').asText())
        def task = curl('8-tasks', submitted.get('taskid').asText())

        then:
        film(task) == [width, height, seconds]

        where:
        example << EXAMPLES.clip
        [width, height, seconds] << [[240, 180, 4], [214, 120, 5], [240, 180, 15], [214, 120, 5], [240, 180, 4], [240, 180, 4]]
    }

    def "no command is left out"() {
        given:
        def written = new File('src/test/resources/kinoloom/emulator/document').list().collect { it - '.sh' }.sort()

        expect:
        written == EXAMPLES.values().flatten()
    }

    def "the document's picture without what is not wanted: the same request gives the same bytes"() {
        given:
        def request = [model: 'wan2.2-t2i-plus', catelogid: 't2i', prompt: '一只猫坐在月亮上', negative_prompt: '模糊,低质量']

        expect:
        (1..2).collect {
            Wire.download(wire.finished(wire.post('/llmage/v1/image/generations', request).body.taskid).get('image').asText()).encodeHex().toString()
        }.unique().size() == 1
    }

    def "the models of #category are listed, those of the document among them"() {
        when:
        def got = wire.get("/llmage/v1/models?catelogid=$category", ['Content-Type': 'application/json']).body

        then:
        got.object == 'list'
        got.data*.id.containsAll(models)
        got.data.every { it.object == 'model' && it.id && it.owned_by }

        and: 'in the list of all, too'
        wire.get('/llmage/v1/models').body.data.containsAll(got.data)

        where:
        category || models
        't2t'    || ['qwen3-max']
        't2i'    || ['wan2.2-t2i-plus', 'wan2.5-t2i-preview', 'wan2.2-t2i-flash', 'cogview-3-flash']
        't2v'    || ['happyhorse-1.0-t2v', 'doubao-seedance-2-0-260128', 'doubao-seedance-2-0-fast-260128', 'dreamina-seedance-2-0-260128', 'doubao-seedance-1-5-pro-251215', 'wan2.6-t2v', 'viduq3-pro']
        'i2v'    || ['happyhorse-1.0-i2v', 'doubao-seedance-2-0-260128', 'dreamina-seedance-2-0-260128', 'doubao-seedance-1-5-pro-251215', 'viduq3-pro', 'wan2.6-r2v']
        'ref2v'  || ['happyhorse-1.0-r2v', 'doubao-seedance-2-0-260128', 'dreamina-seedance-2-0-260128']
    }

    def "chat streams what the document shows"() {
        given:
        def sample = '{"id": "chatcmpl-xxx", "object": "chat.completion.chunk", "created": 1775019761, "choices": [{"logprobs": null, "index": 0, "delta": {"content": "", "role": "assistant"}}], "model": "qwen3-max", "reasoning_content": null, "content": "", "finish": "0"}'

        when:
        def lines = wire.post(CHAT, [model: 'qwen3-max', catelogid: 't2t', prompt: '你的问题', sys_prompt: '', stream: true]).text.split('\n\n')
        def first = Wire.JSON.readValue(lines[0] - 'data: ', Map)

        then: 'but for the number and the time, the first line is the same'
        lines[0].startsWith('data: {')
        first + [id: 'chatcmpl-xxx', created: 1775019761] == Wire.JSON.readValue(sample, Map)
        first.id =~ /^chatcmpl-./
        first.created instanceof Integer
        lines.last() == 'data: [DONE]'
    }

    def "chat answers what the document shows"() {
        given:
        def sample = '{"id": "chatcmpl-xxx", "object": "chat.completion", "created": 1775011902, "choices": [{"finish_reason": "stop", "index": 0, "message": {"content": "我是通义千问...", "role": "assistant"}}], "model": "qwen3-max", "content": "我是通义千问...", "finish": "1", "usage": {}}'

        when:
        def got = wire.post(CHAT, [model: 'qwen3-max', catelogid: 't2t', prompt: '你的问题', sys_prompt: '', stream: false]).body
        def text = got.content

        then: 'but for the number, the time, the words and what they cost it is the same'
        text
        text == got.choices[0].message.content
        got.usage
        got.findAll { it.key != 'reasoning_content' } + [id: 'chatcmpl-xxx', created: 1775011902, content: '我是通义千问...', usage: [:],
             choices: [got.choices[0] + [message: got.choices[0].message + [content: '我是通义千问...']]]] == Wire.JSON.readValue(sample, Map)
    }

    def "the answer for a finished clip is the document's, but for the numbers in its addresses"() {
        given:
        def sample = Wire.JSON.readValue('''{
            "usage": {"action": "t2v", "credits": 10, "type": "text2video", "model": "viduq3-pro", "resolution": "540p", "off_peak": false, "duration": 1},
            "image": "https://opencomputing.ai/idfile?path=/tmp/19/43/137/39/cover.jpeg",
            "video": "https://opencomputing.ai/idfile?path=/tmp/137/173/31/47/video.mp4",
            "status": "SUCCEEDED"}''', Map)
        def plain = { String url -> url.replace('https://opencomputing.ai', emulator.url().toString()).replaceAll(/\d+\/\d+\/\d+\/\d+\//, 'N/').replaceAll(/[0-9a-f]{8,}-/, '') }

        when:
        def submitted = wire.post(VIDEO, [model: 'viduq3-pro', catelogid: 't2v', prompt: 'x', resolution: '540p', duration: 1]).body
        def body = Wire.JSON.convertValue(wire.finished(submitted.taskid), Map)

        then:
        body.usage == sample.usage
        body.status == sample.status
        body.taskid == submitted.taskid
        plain(body.image) == plain(sample.image)
        plain(body.video) == plain(sample.video)
        body.keySet() == sample.keySet() + 'taskid'
        ImageIO.read(new ByteArrayInputStream(Wire.download(body.image))).width == 240
    }

    def "the document's errors, at #path"() {
        given:
        def whole = [model: model, catelogid: catelogid, prompt: 'x']
        def refusals = [401: [error: 'Invalid API Key'], 400: [error: 'Missing required parameter: prompt'], 429: [error: 'Insufficient balance']]

        when:
        def replies = [401: new Wire(emulator.url(), 'sk-wrong').post(path, whole),
                       400: wire.post(path, whole - [prompt: 'x']),
                       429: new Wire(poor).post(path, whole)]

        then:
        replies.collectEntries { [it.key, it.value.status] } == [401: 401, 400: 400, 429: 429]
        replies.collectEntries { [it.key, it.value.body] } == refusals

        where:
        path                           | model             | catelogid
        CHAT                           | 'qwen3-max'       | 't2t'
        '/llmage/v1/image/generations' | 'wan2.2-t2i-plus' | 't2i'
        VIDEO                          | 'wan2.6-t2v'      | 't2v'
    }

    def "models the document gives no command for make clips as well: #request.model"() {
        expect:
        film(wire.finished(wire.post(VIDEO, request).body.taskid)) == [width, height, seconds]

        where:
        request                                                                                                 || width | height | seconds
        [model: 'viduq3-pro', catelogid: 't2v', prompt: 'rain', duration: 1, ratio: '9:16', resolution: '540p'] || 136   | 240    | 1
        [model: 'wan2.6-t2v', catelogid: 't2v', prompt: 'rain', duration: 5, size: '832*480']                   || 208   | 120    | 5
    }

    def "a result can be the input of the next task, by its address"() {
        given:
        def picture = wire.finished(wire.post('/llmage/v1/image/generations', [model: 'cogview-3-flash', catelogid: 't2i', prompt: 'x']).body.taskid).get('image').asText()

        expect:
        film(wire.finished(wire.post(VIDEO, [model: 'happyhorse-1.0-r2v', catelogid: 'r2v', prompt: 'x', image_files: [picture, picture], duration: 3, resolution: '720P']).body.taskid)) == [320, 180, 3]
    }

    private List film(JsonNode task) {
        assert task.get('status').asText() == 'SUCCEEDED', task.toString()
        def file = Files.write(folder.resolve(task.get('taskid').asText() + '.mp4'), Wire.download(task.get('video').asText()))
        def info = media.probe(file)
        assert info.sound()
        [info.width(), info.height(), Math.round(info.duration().toMillis() / 1000d) as int]
    }
}
