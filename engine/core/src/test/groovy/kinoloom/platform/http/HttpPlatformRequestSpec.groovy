package kinoloom.platform.http

import java.util.concurrent.CompletableFuture
import java.nio.file.Files
import java.nio.file.Path
import kinoloom.platform.Answer
import kinoloom.platform.MediaFile
import kinoloom.platform.Request
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** What goes over the wire, to the letter. */
class HttpPlatformRequestSpec extends Specification {
    @TempDir
    Path dir
    @AutoCleanup
    FaultServer server = FaultServer.saying(200, '{"taskid":"t-1","status":"CREATED"}')
    @AutoCleanup
    HttpPlatform platform = HttpPlatform.builder().baseUrl(server.url).apiKey { 'sk-canary-123' }.build()

    def "#model of #category goes to #path as JSON"() {
        when:
        def got = sent(new Request(category, model, params, options, []))

        then:
        got.line == "POST $path HTTP/1.1"
        got.headers['content-type'] == 'application/json'
        got.headers['authorization'] == 'Bearer sk-canary-123'
        got.headers['idempotency-key'] == 'tr-1'
        got.headers['user-agent'] == 'kinoloom'
        got.headers['content-length'] == got.body.length.toString()
        got.text() == json

        where:
        category | model                        | params                                                                   | options            | path                           | json
        't2t'    | 'qwen3-max'                  | [prompt: '南瓜 "x"', system: 'You direct.']                              | [temperature: 0.5] | '/llmage/v1/chat/completions'  | '{"temperature":0.5,"sys_prompt":"You direct.","stream":false,"transno":"tr-1","catelogid":"t2t","prompt":"南瓜 \\"x\\"","model":"qwen3-max"}'
        't2i'    | 'wan2.2-t2i-plus'            | [prompt: 'a cat', negativePrompt: 'blur']                                | [:]                | '/llmage/v1/image/generations' | '{"negative_prompt":"blur","transno":"tr-1","catelogid":"t2i","prompt":"a cat","model":"wan2.2-t2i-plus"}'
        't2v'    | 'wan2.6-t2v'                 | [prompt: 'a cat', size: '1280*720', duration: 5]                         | [:]                | '/llmage/v1/video/generations' | '{"duration":5,"size":"1280*720","transno":"tr-1","catelogid":"t2v","prompt":"a cat","model":"wan2.6-t2v"}'
        't2v'    | 'viduq3-pro'                 | [prompt: 'a cat', offPeak: 'Y', duration: 1, resolution: '540p', ratio: '16:9'] | [seed: 7]   | '/llmage/v1/video/generations' | '{"seed":7,"duration":1,"off_peak":"Y","ratio":"16:9","resolution":"540p","transno":"tr-1","catelogid":"t2v","prompt":"a cat","model":"viduq3-pro"}'
    }

    def "#model of #category goes as a form, files first and the model last"() {
        when:
        def got = sent(new Request(category, model, [prompt: '飞', duration: 4, resolution: res], [:], files.collect { file(*it) }))

        then:
        got.line == 'POST /llmage/v1/video/generations HTTP/1.1'
        got.headers['content-type'] == 'multipart/form-data; boundary=kinoloom-tr-1'
        parts(got) == expected + ["duration=4", "resolution=$res", 'transno=tr-1', "catelogid=$category", 'prompt=飞', "model=$model"]*.toString()

        where:
        category | model                           | res     | files                                                   | expected
        'i2v'    | 'happyhorse-1.0-i2v'            | '720P'  | [['firstFrame', 'png']]                                 | ['image_file=aaaabbbbccccdddd.png image/png FIRSTFRAME']
        'i2v'    | 'doubao-seedance-2-0-260128'    | '480p'  | [['firstFrame', 'png'], ['lastFrame', 'jpeg']]          | ['image1_file=aaaabbbbccccdddd.png image/png FIRSTFRAME', 'image2_file=aaaabbbbccccdddd.jpg image/jpeg LASTFRAME']
        'i2v'    | 'viduq3-pro'                    | '540p'  | [['firstFrame', 'png'], ['lastFrame', 'webp']]          | ['image_file1=aaaabbbbccccdddd.png image/png FIRSTFRAME', 'image_file2=aaaabbbbccccdddd.webp image/webp LASTFRAME']
        'ref2v'  | 'happyhorse-1.0-r2v'            | '720P'  | [['images', 'png'], ['images', 'png']]                  | ['image_files=aaaabbbbccccdddd.png image/png IMAGES'] * 2
    }

    def "a large file is streamed and arrives as it is"() {
        given:
        byte[] bytes = new byte[3_000_000]
        new Random(7).nextBytes(bytes)
        def path = Files.write(dir.resolve('large.png'), bytes)

        when:
        def got = sent(new Request('i2v', 'happyhorse-1.0-i2v', [prompt: 'x'], [:], [new MediaFile('firstFrame', 'ab', 'image/png', path)]))

        then:
        got.whole
        int start = new String(got.body, 'ISO-8859-1').indexOf('\r\n\r\n') + 4
        Arrays.equals(Arrays.copyOfRange(got.body, start, start + bytes.length), bytes)
    }

    def "the name of a file on this machine stays here"() {
        expect:
        !sent(new Request('i2v', 'happyhorse-1.0-i2v', [prompt: 'x'], [:], [file('firstFrame', 'png')])).text().contains('secret')
    }

    def "paths and a path of a proxy can be chosen"() {
        given:
        def own = HttpPlatform.builder().baseUrl(server.url + base)
                .paths(new Paths('/c', '/pictures/new', '/v', '/t', '/m', new Paths.OfAccount('/b', '', ''))).build()

        when:
        own.submit(new Request('t2i', 'wan2.2-t2i-plus', [prompt: 'x'], [:], []), 'tr-1', { CompletableFuture.completedFuture(null) }).get()

        then:
        server.paid[0].path() == path
        !server.paid[0].headers.containsKey('authorization')

        cleanup:
        own.close()

        where:
        base          | path
        ''            | '/pictures/new'
        '/'           | '/pictures/new'
        '/llmage/v1/' | '/pictures/new'
        '/proxy'      | '/proxy/pictures/new'
    }

    def "a transno is short and plain"() {
        when:
        platform.submit(new Request('t2i', 'wan2.2-t2i-plus', [prompt: 'x'], [:], []), transno, { CompletableFuture.completedFuture(null) })

        then:
        thrown(IllegalArgumentException)
        server.requests.empty

        where:
        transno << ['', 'x' * 33, 'a b', 'a\r\nX-Evil: 1', '号']
    }

    def "scope and address of #url"() {
        given:
        def it = HttpPlatform.builder().baseUrl(url).apiKey { 'sk-canary-123' }.build()

        expect:
        it.scope() == scope
        it.address() == address
        it.toString() == "HttpPlatform($address)"

        cleanup:
        it.close()

        where:
        url                                | scope                     | address
        'https://opencomputing.ai'         | 'https://opencomputing.ai' | 'https://opencomputing.ai'
        'https://OpenComputing.ai:443/'    | 'https://opencomputing.ai' | 'https://opencomputing.ai'
        'https://x.example:8443/proxy'     | 'https://x.example:8443'   | 'https://x.example:8443/proxy'
        'http://127.0.0.1:8080'            | 'local'                    | 'http://127.0.0.1:8080'
        'http://localhost:8080'            | 'local'                    | 'http://localhost:8080'
        'http://[::1]:8080'                | 'local'                    | 'http://[::1]:8080'
    }

    def "#url is refused: #message"() {
        when:
        HttpPlatform.builder().baseUrl(url).apiKey { 'sk-canary-123' }.build()

        then:
        def e = thrown(IllegalArgumentException)
        e.message == message

        where:
        url                          | message
        'http://opencomputing.ai'    | 'the API key would cross the network unencrypted to http://opencomputing.ai; use https, which only a server on this machine can do without'
        'http://192.168.1.5:8080'    | 'the API key would cross the network unencrypted to http://192.168.1.5:8080; use https, which only a server on this machine can do without'
        'opencomputing.ai'           | 'the base URL must be like https://opencomputing.ai'
        'https://a:b@opencomputing.ai' | 'the base URL must not hold a user name or password; the API key is given apart'
        'https://opencomputing.ai?x=1' | 'the base URL must not hold ? or #: https://opencomputing.ai'
    }

    FaultServer.Got sent(Request request) {
        assert platform.submit(request, 'tr-1', { CompletableFuture.completedFuture(null) }).get() instanceof Answer
        server.paid[0]
    }

    MediaFile file(String word, String type) {
        new MediaFile(word, 'aaaabbbbccccddddeeeeffff', "image/$type", Files.writeString(dir.resolve("secret-$word"), word.toUpperCase()))
    }

    static List<String> parts(FaultServer.Got got) {
        got.text().split('--kinoloom-tr-1(--)?\r\n').findAll().collect {
            def (head, body) = it.split('\r\n\r\n', 2)
            def name = (head =~ /name="([^"]*)"/)[0][1]
            def file = (head =~ /filename="([^"]*)"/).with { m -> m ? m[0][1] + ' ' + (head =~ /Content-Type: (.*)/)[0][1] + ' ' : '' }
            name + '=' + file + body[0..-3]
        }
    }
}
