package kinoloom.emulator

import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import java.awt.Color
import java.nio.file.Files
import java.nio.file.Path
import javax.imageio.ImageIO

/** Every example of the platform's document, sent as written there, to its end. */
class DocumentExamplesSpec extends Specification {
    static final VIDEO = '/llmage/v1/video/generations'

    @Shared
    @AutoCleanup
    Emulator emulator = Emulator.builder().timeScale(0.0001d).pixelScale(0.25d).balance('1000.00').seed(3).start()
    @Shared
    Wire wire = new Wire(emulator)
    @Shared
    FfmpegMedia media = new FfmpegMedia(Ffmpeg.find())
    @TempDir
    @Shared
    Path folder
    @Shared
    Path first
    @Shared
    Path second

    def setupSpec() {
        first = Samples.picture(folder, '1.jpg', 320, 240, Color.ORANGE)
        second = Samples.picture(folder, '2.jpg', 320, 240, Color.BLUE)
    }

    def "a picture from a prompt"() {
        given:
        def request = [model: 'wan2.2-t2i-plus', catelogid: 't2i', prompt: '一只猫坐在月亮上,水彩画风格']

        when:
        def task = wire.finished(wire.post('/llmage/v1/image/generations', request).body.taskid)
        def picture = ImageIO.read(new ByteArrayInputStream(Wire.download(task.get('image').asText())))

        then:
        task.get('status').asText() == 'SUCCEEDED'
        task.get('usage').get('image_count').asInt() == 1
        !task.has('video')
        [picture.width, picture.height] == [712, 400]

        and: 'the same request gives the same bytes'
        def again = wire.finished(wire.post('/llmage/v1/image/generations', request).body.taskid)
        Wire.download(again.get('image').asText()) == Wire.download(task.get('image').asText())
    }

    def "a clip from a prompt: #request.model"() {
        expect:
        film(wire.post(VIDEO, request).body.taskid) == [width, height, seconds]

        where:
        request                                                                                                                                         || width | height | seconds
        [model: 'happyhorse-1.0-t2v', catelogid: 't2v', prompt: '天上飞过各式各样的万圣节南瓜', ratio: '4:3', resolution: '720P', duration: 4]                   || 240   | 180    | 4
        [model: 'doubao-seedance-1-5-pro-251215', catelogid: 't2v', prompt: '小猫在抓老鼠', duration: 5, ratio: '16:9', resolution: '480p']                    || 214   | 120    | 5
        [model: 'viduq3-pro', catelogid: 't2v', prompt: 'rain', duration: 1, ratio: '9:16', resolution: '540p']                                         || 136   | 240    | 1
        [model: 'wan2.6-t2v', catelogid: 't2v', prompt: 'rain', duration: 5, size: '832*480']                                                           || 208   | 120    | 5
    }

    def "a clip from pictures: #fields"() {
        expect:
        film(wire.multipart(VIDEO, fields + files.collect { name, n -> [name, n == 1 ? first : second] }).body.taskid) == [width, height, seconds]

        where:
        fields                                                                                                                                                              | files                                    || width | height | seconds
        [['model', 'happyhorse-1.0-i2v'], ['catelogid', 'i2v'], ['prompt', '图片变换为万圣节各种南瓜飞上天'], ['duration', '15'], ['resolution', '720P']]                             | [['image_file', 1]]                      || 240   | 180    | 15
        [['model', 'doubao-seedance-2-0-260128'], ['catelogid', 'i2v'], ['prompt', '从图片1到图片2丝滑转换'], ['duration', '5'], ['ratio', '16:9'], ['resolution', '480p']]          | [['image1_file', 1], ['image2_file', 2]] || 214   | 120    | 5
        [['model', 'doubao-seedance-2-0-260128'], ['catelogid', 'ref2v'], ['prompt', '平滑过渡从第一张图片到第二张图片'], ['ratio', '4:3'], ['resolution', '720p'], ['duration', '4']]    | [['image_files', 1], ['image_files', 2]] || 240   | 180    | 4
        [['model', 'happyhorse-1.0-r2v'], ['catelogid', 'ref2v'], ['prompt', '平滑过渡从第一张图片到第二张图片'], ['ratio', '4:3'], ['resolution', '720P'], ['duration', '4']]            | [['image_files', 1], ['image_files', 2]] || 240   | 180    | 4
    }

    def "the answer of a finished clip has the document's fields"() {
        when:
        def request = [model: 'viduq3-pro', catelogid: 't2v', prompt: 'x', resolution: '540p', duration: 1]
        def body = Wire.JSON.convertValue(wire.finished(wire.post(VIDEO, request).body.taskid), Map)

        then:
        body.keySet() == ['taskid', 'status', 'usage', 'image', 'video'] as Set
        body.usage == [action: 't2v', credits: 9, type: 'text2video', model: 'viduq3-pro', resolution: '540p', ratio: '16:9', off_peak: false, duration: 1]
        body.video =~ /^${emulator.url()}\/idfile\?path=\/tmp\/\d+\/\d+\/\d+\/\d+\/[0-9a-f]+-video\.mp4$/
        body.image.endsWith('-cover.jpeg')
        ImageIO.read(new ByteArrayInputStream(Wire.download(body.image))).width == 240
    }

    def "a result can be the input of the next task, by its address"() {
        given:
        def picture = wire.finished(wire.post('/llmage/v1/image/generations', [model: 'cogview-3-flash', catelogid: 't2i', prompt: 'x']).body.taskid).get('image').asText()

        expect:
        film(wire.post(VIDEO, [model: 'happyhorse-1.0-r2v', catelogid: 'r2v', prompt: 'x', image_files: [picture, picture], duration: 3, resolution: '720P']).body.taskid) == [320, 180, 3]
    }

    private List film(String taskid) {
        def task = wire.finished(taskid)
        assert task.get('status').asText() == 'SUCCEEDED', task.toString()
        def file = Files.write(folder.resolve(taskid + '.mp4'), Wire.download(task.get('video').asText()))
        def info = media.probe(file)
        assert info.sound()
        [info.width(), info.height(), Math.round(info.duration().toMillis() / 1000d) as int]
    }
}
