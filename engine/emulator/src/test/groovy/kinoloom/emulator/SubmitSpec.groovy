package kinoloom.emulator

import kinoloom.emulator.model.PictureRule
import kinoloom.emulator.model.Rejection
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import java.awt.image.BufferedImage
import java.nio.file.Path
import javax.imageio.ImageIO

class SubmitSpec extends Specification {
    static final IMAGE = '/llmage/v1/image/generations'
    static final VIDEO = '/llmage/v1/video/generations'
    static final WRONG_MODEL = [error: [message: 'Parameters error.', type: 'invalidparameters', param: null, code: 'invalid_parameters']]

    @Shared
    @AutoCleanup
    Emulator emulator = Emulator.builder().timeScale(1000).pixelScale(0.05d).balance('1000').start()
    @Shared
    Wire wire = new Wire(emulator)
    @TempDir
    @Shared
    Path folder
    @Shared
    Path jpg
    @Shared
    Path txt

    def setupSpec() {
        jpg = Samples.picture(folder, 'a.jpg')
        txt = Samples.text(folder, 'b.jpg')
    }

    def "a task is accepted with an opaque id"() {
        when:
        def reply = wire.post(IMAGE + slash, [model: 'wan2.2-t2i-plus', catelogid: 't2i', prompt: 'a cat'])

        then:
        reply.status == 200
        reply.body.keySet() == ['taskid', 'status'] as Set
        reply.body.status == 'CREATED'
        reply.body.taskid =~ /^[0-9a-f]{32}$/

        where:
        slash << ['', '/']
    }

    def "required parameters are checked in order: #body lacks #missing"() {
        when:
        def reply = wire.post(path, body)

        then:
        reply.status == 400
        reply.body == [error: "Missing required parameter: $missing"]

        where:
        body                                   | missing
        [:]                                    | 'model'
        [model: 'x']                           | 'catelogid'
        [model: 'x', catelogid: 't2i']         | 'prompt'
        [model: '', catelogid: '', prompt: ''] | 'model'
        path = missing == 'prompt' ? VIDEO : IMAGE
    }

    def "a body that is not JSON counts as no parameters"() {
        expect:
        wire.postText(IMAGE, '{"model": ', 'application/json').body == [error: 'Missing required parameter: model']
        wire.postText(IMAGE, '[1]', 'application/json').body == [error: 'Missing required parameter: model']
    }

    def "model #model is not offered in #category at #path"() {
        when:
        def reply = wire.post(path, [model: model, catelogid: category, prompt: 'x'])

        then:
        reply.status == 400
        reply.body == WRONG_MODEL

        where:
        path  | model                | category
        IMAGE | 'nope'               | 't2i'
        IMAGE | 'wan2.2-t2i-plus'    | 't2v'
        VIDEO | 'happyhorse-1.0-t2v' | 'i2v'
        VIDEO | 'wan2.2-t2i-plus'    | 't2i'
        IMAGE | 'happyhorse-1.0-t2v' | 't2v'
        VIDEO | 'wan2.6-t2v'         | '文生视频'
    }

    def "a wrong key is refused before anything else: #key"() {
        when:
        def reply = new Wire(emulator.url(), key).post(IMAGE, [:])

        then:
        reply.status == 401
        reply.body == [error: 'Invalid API Key']

        where:
        key << [null, 'wrong', 'x' * 300]
    }

    def "the vendor takes #model #category with #fields"() {
        expect:
        wire.multipart(VIDEO, [['model', model], ['catelogid', category], ['prompt', 'x']] + fields.collect { [it.key, it.value] } + files.collect { [it, jpg] }).body.status == 'CREATED'

        where:
        model                            | category | fields                                                  | files
        'happyhorse-1.0-t2v'             | 't2v'    | [resolution: '1080P', ratio: '9:16', duration: 15]      | []
        'doubao-seedance-2-0-260128'     | 't2v'    | [resolution: '480p', ratio: '1:1']                      | []
        'doubao-seedance-2-0-fast-260128'| 't2v'    | [:]                                                     | []
        'dreamina-seedance-2-0-260128'   | 't2v'    | [:]                                                     | []
        'wan2.6-t2v'                     | 't2v'    | [size: '480*832', duration: 5]                          | []
        'viduq3-pro'                     | 't2v'    | [off_peak: 'Y', duration: 1, resolution: '540p']        | []
        'doubao-seedance-1-5-pro-251215' | 't2v'    | [ratio: 'adaptive', duration: 5]                        | []
        'doubao-seedance-1-5-pro-251215' | 'i2v'    | [duration: 5]                                           | []
        'happyhorse-1.0-i2v'             | 'i2v'    | [duration: 15]                                          | ['image_file']
        'doubao-seedance-2-0-260128'     | 'i2v'    | [:]                                                     | ['image1_file', 'image2_file']
        'viduq3-pro'                     | 'i2v'    | [duration: 16]                                          | ['image_file1', 'image_file2']
        'wan2.6-r2v'                     | 'i2v'    | [duration: 10]                                          | ['image_file1', 'image_file2']
        'happyhorse-1.0-r2v'             | 'ref2v'  | [duration: 4]                                           | ['image_files'] * 9
        'happyhorse-1.0-r2v'             | 'r2v'    | [duration: 4]                                           | ['image_files']
        'dreamina-seedance-2-0-260128'   | 'ref2v'  | [:]                                                     | ['image_files'] * 2
    }

    def "the vendor rejects #model #category #fields: #error"() {
        given:
        def before = emulator.ledger().size()

        when:
        def reply = wire.multipart(VIDEO, [['model', model], ['catelogid', category], ['prompt', 'x']] + fields.collect { [it.key, it.value] } + files.collect { [it, jpg] })

        then:
        reply.status == 200
        reply.body.status == 'FAILED'
        reply.body.error == "ERROR: InvalidParameter: $error"
        !reply.body.containsKey('taskid')
        emulator.ledger().size() == before

        where:
        model                            | category | fields                | files                         || error
        'happyhorse-1.0-t2v'             | 't2v'    | [resolution: '720p']  | []                            || 'resolution must be one of [720P, 1080P], got 720p'
        'doubao-seedance-2-0-260128'     | 't2v'    | [resolution: '720P']  | []                            || 'resolution must be one of [480p, 720p, 1080p], got 720P'
        'happyhorse-1.0-t2v'             | 't2v'    | [ratio: '21:9']       | []                            || 'ratio must be one of [16:9, 4:3, 1:1, 3:4, 9:16, adaptive], got 21:9'
        'happyhorse-1.0-t2v'             | 't2v'    | [duration: 'five']    | []                            || 'duration must be an integer from 3 to 15, got five'
        'viduq3-pro'                     | 't2v'    | [duration: 17]        | []                            || 'duration must be an integer from 1 to 16, got 17'
        'viduq3-pro'                     | 't2v'    | [off_peak: 'true']    | []                            || 'off_peak must be one of [Y, N], got true'
        'wan2.6-t2v'                     | 't2v'    | [duration: 7]         | []                            || 'duration must be one of [5, 10, 15], got 7'
        'happyhorse-1.0-i2v'             | 'i2v'    | [:]                   | []                            || 'image_file is required'
        'happyhorse-1.0-i2v'             | 'i2v'    | [:]                   | ['image1_file']               || 'image_file is required'
        'doubao-seedance-2-0-260128'     | 'i2v'    | [:]                   | ['image1_file']               || 'image2_file is required'
        'viduq3-pro'                     | 'i2v'    | [:]                   | ['image1_file', 'image2_file']|| 'image_file1 is required'
        'happyhorse-1.0-r2v'             | 'ref2v'  | [:]                   | ['image_files'] * 10          || 'image_files takes at most 9 file(s), got 10'
        'happyhorse-1.0-r2v'             | 'ref2v'  | [:]                   | []                            || 'image_files is required'
        'doubao-seedance-2-0-260128'     | 'ref2v'  | [:]                   | ['image_files', 'video_files']|| 'video_files is not a readable video file'
    }

    def "an upload that is not a picture is rejected"() {
        expect:
        wire.multipart(VIDEO, [['model', 'happyhorse-1.0-i2v'], ['catelogid', 'i2v'], ['prompt', 'x'], ['image_file', txt]]).body ==
                [status: 'FAILED', error: 'ERROR: InvalidParameter: image_file is not a readable image file']
    }

    def "the vendor of #model rejects a picture of #size: #error"() {
        given: 'this emulator draws a twentieth, and takes as small pictures'
        def (width, height) = size.split('x')*.toInteger()
        def picture = Samples.picture(folder, 'p.jpg', width, height)

        when:
        def body = wire.multipart(VIDEO, [['model', model], ['catelogid', category], ['prompt', 'x']] + files.collect { [it, picture] }).body

        then:
        body == [status: 'FAILED', error: "ERROR: InvalidParameter: ${files[0]} is $size, $error".toString()]

        where:
        model                            | category | files                          | size      || error
        'happyhorse-1.0-i2v'             | 'i2v'    | ['image_file']                 | '20x14'   || 'each side must be at least 15'
        'happyhorse-1.0-i2v'             | 'i2v'    | ['image_file']                 | '251x100' || 'width/height must be 0.4 to 2.5'
        'happyhorse-1.0-r2v'             | 'ref2v'  | ['image_files']                | '19x30'   || 'each side must be at least 20'
        'doubao-seedance-2-0-260128'     | 'i2v'    | ['image1_file', 'image2_file'] | '99x250'  || 'width/height must be 0.4 to 2.5'
        'dreamina-seedance-2-0-260128'   | 'ref2v'  | ['image_files']                | '6001x3000' || 'each side must be at most 6000'
        'doubao-seedance-1-5-pro-251215' | 'i2v'    | ['image_file1']                | '300x14'  || 'each side must be at least 15'
        'viduq3-pro'                     | 'i2v'    | ['image_file1', 'image_file2'] | '401x100' || 'width/height must be 0.25 to 4.0'
        'wan2.6-r2v'                     | 'i2v'    | ['image_file1', 'image_file2'] | '2001x90' || 'each side must be at most 2000'
    }

    def "the vendor takes no GIF"() {
        given:
        def gif = folder.resolve('a.gif')
        ImageIO.write(new BufferedImage(160, 90, BufferedImage.TYPE_INT_RGB), 'gif', gif.toFile())

        expect:
        wire.multipart(VIDEO, [['model', 'happyhorse-1.0-i2v'], ['catelogid', 'i2v'], ['prompt', 'x'], ['image_file', gif]]).body.error ==
                'ERROR: InvalidParameter: image_file is image/gif, which is not supported'
    }

    def "a picture of too many bytes is none"() {
        given:
        def rule = new PictureRule([], 0, 0, 0, 0, 1000)
        rule.check('image_file', 'image/jpeg', 1, 9999, 1000)

        when:
        rule.check('image_file', 'image/jpeg', 100, 100, 1001)

        then:
        def e = thrown(Rejection)
        e.message == 'InvalidParameter: image_file has 1001 bytes, at most 1000 are allowed'
    }

    def "a media field in JSON may be #what"() {
        expect:
        wire.post(VIDEO, [model: 'happyhorse-1.0-i2v', catelogid: 'i2v', prompt: 'x', image_file: value.call(jpg)]).body.status == status

        where:
        what                        | value                                                                    || status
        'a data URI'                | { 'data:image/jpeg;base64,' + Base64.encoder.encodeToString(java.nio.file.Files.readAllBytes(it)) }  || 'CREATED'
        'a data URI of something'   | { 'data:image/jpeg;base64,AAAA' }                                        || 'FAILED'
        'broken base64'             | { 'data:image/jpeg,xyz' }                                                || 'FAILED'
        'an address elsewhere'      | { 'http://192.0.2.1/a.jpg' }                                             || 'FAILED'
        'a path on the disk'        | { it.toString() }                                                        || 'FAILED'
    }

    def "a method the document does not know is refused"() {
        expect:
        wire.get(IMAGE).status == 405
        wire.get('/llmage/v1/nothing').status == 404
    }
}
