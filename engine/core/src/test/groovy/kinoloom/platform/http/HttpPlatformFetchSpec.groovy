package kinoloom.platform.http

import java.util.concurrent.CompletableFuture
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import kinoloom.platform.ExpiredLinkException
import kinoloom.platform.Request
import kinoloom.platform.TaskId
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** Results come down whole or not at all, and nobody gets to see the key. */
class HttpPlatformFetchSpec extends Specification {
    static final String KEY = 'sk-canary-123'

    @TempDir
    Path dir
    @AutoCleanup
    FaultServer server
    @AutoCleanup
    FaultServer other
    @AutoCleanup
    HttpPlatform platform

    def "a result is fetched without the key, from the own server, too"() {
        given:
        server = FaultServer.saying(200, 'bytes of a film', 'video/mp4')
        platform = client(server.url)

        expect:
        fetch("$server.url/idfile?path=/tmp/1/video.mp4") == 15L
        Files.readString(target()) == 'bytes of a film'
        server.requests[0].line == 'GET /idfile?path=/tmp/1/video.mp4 HTTP/1.1'
        !server.requests[0].headers.toString().contains(KEY)
        server.requests[0].headers['accept-encoding'] == 'identity'
    }

    def "redirects are followed by hand, without the key (#status)"() {
        given:
        other = FaultServer.saying(200, 'film', 'video/mp4')
        server = new FaultServer({ got, s ->
            FaultServer.answer(s, status, '', 'text/plain', got.path() == '/a' ? 'Location: /b\r\n' : "Location: $other.url/c\r\n")
        })
        platform = client(server.url)

        expect:
        fetch("$server.url/a") == 4L
        server.requests*.path() == ['/a', '/b']
        other.requests*.path() == ['/c']
        !(server.requests + other.requests)*.headers.toString().contains(KEY)

        where:
        status << [301, 302, 303, 307, 308]
    }

    def "endless redirects end"() {
        given:
        server = new FaultServer({ got, s -> FaultServer.answer(s, 302, '', 'text/plain', 'Location: /again\r\n') })
        platform = client(server.url)

        expect:
        fetch("$server.url/a").message == 'the link leads on and on, last to 127.0.0.1'
        server.requests.size() == 6
    }

    def "a link that leads nowhere any more has expired (#status)"() {
        given:
        server = FaultServer.saying(status, 'gone')
        platform = client(server.url)

        when:
        def e = fetch("$server.url/a")

        then:
        e instanceof ExpiredLinkException
        e.message == "the link of the result has expired (HTTP $status from 127.0.0.1)"

        where:
        status << [403, 404, 410]
    }

    def "half a film is no film: #what"() {
        given:
        server = new FaultServer({ got, Socket s ->
            FaultServer.raw(s, "HTTP/1.1 200 OK\r\n$head\r\n\r\n$body")
            s.close()
        })
        platform = client(server.url)

        expect:
        fetch("$server.url/a") instanceof IOException

        where:
        what             | head                         | body
        'short'          | 'Content-Length: 100'        | 'short'
        'chunks cut off' | 'Transfer-Encoding: chunked' | '5\r\nshort\r\n'
        'empty'          | 'Content-Length: 0'          | ''
    }

    def "what is too large is not fetched: #head"() {
        given:
        server = new FaultServer({ got, Socket s ->
            FaultServer.raw(s, "HTTP/1.1 200 OK\r\n$head\r\n\r\n${'x' * 2000}")
            s.close()
        })
        platform = client(server.url, 1000)

        expect:
        fetch("$server.url/a").message == 'the result is larger than 1000 bytes'

        where:
        head << ['Content-Length: 2000', 'X-Length: none']
    }

    def "a server that falls silent is given up"() {
        given:
        server = new FaultServer({ got, s ->
            FaultServer.raw(s, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
            Thread.sleep(8000)
        })
        platform = client(server.url, 1000, Duration.ofMillis(300))

        expect:
        fetch("$server.url/a").message == '127.0.0.1 did not send the result in time'
    }

    def "closing ends a download"() {
        given:
        server = new FaultServer({ got, s ->
            FaultServer.raw(s, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
            Thread.sleep(5000)
        })
        platform = client(server.url)
        def pending = platform.fetch("$server.url/a", target())
        while (server.requests.empty) Thread.sleep(5)

        when:
        platform.close()

        then:
        pending.handle { size, e -> e }.getNow(null) instanceof IOException
        platform.fetch("$server.url/a", target()).completedExceptionally
    }

    def "the key is in no message, even when a server repeats it"() {
        given: 'a server that says everything it hears'
        server = new FaultServer({ FaultServer.Got got, s ->
            FaultServer.answer(s, status, body.replace('KEY', got.headers.authorization ?: ''), "text/plain; $KEY")
        })
        platform = client(server.url)
        def picture = new Request('t2i', 'wan2.2-t2i-plus', [prompt: 'x'], [:], [])

        when:
        def answer = platform.submit(picture, 'tr-1', { CompletableFuture.completedFuture(null) }).get()
        def said = [answer, platform.read(picture, answer), platform.poll(new TaskId('t')).get(), platform]
        said += [platform.account().models(null).get(), platform.account().balance().get(), platform.account().history(1).get()]

        then:
        !said*.toString().join().contains(KEY)
        !said.join().contains('canary')

        where:
        status | body
        200    | '{"status":"FAILED","error":"you sent KEY"}'
        200    | '<html>KEY'
        400    | '{"error":{"message":"KEY"}}'
        500    | 'KEY'
    }

    def "a key that cannot be sent is not shown"() {
        given:
        server = FaultServer.saying(200, '{}')
        platform = HttpPlatform.builder().baseUrl('https://opencomputing.ai').apiKey { key }.build()

        when:
        platform.submit(new Request('t2i', 'wan2.2-t2i-plus', [prompt: 'x'], [:], []), 'tr-1', { CompletableFuture.completedFuture(null) }).get()

        then:
        def e = thrown(ExecutionException)
        e.cause.message == 'the API key holds characters that no key has; copy it again'

        where:
        key << ['sk-canary\n123', 'sk-canary 123', 'sk-canary…']
    }

    Path target() {
        def file = dir.resolve('part')
        Files.exists(file) ? file : Files.createFile(file)
    }

    Object fetch(String url) {
        try {
            platform.fetch(url, target()).get(5, TimeUnit.SECONDS)
        } catch (ExecutionException e) {
            e.cause
        }
    }

    static HttpPlatform client(String url, long largest = 1_000_000, Duration poll = Duration.ofSeconds(5)) {
        HttpPlatform.builder().baseUrl(url).apiKey { KEY }.largestResult(largest)
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), poll).build()
    }
}
