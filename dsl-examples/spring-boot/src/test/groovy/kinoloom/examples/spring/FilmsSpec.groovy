package kinoloom.examples.spring

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import kinoloom.emulator.Emulator
import kinoloom.emulator.money.LedgerEntry
import org.springframework.boot.SpringApplication
import org.springframework.context.ConfigurableApplicationContext
import spock.lang.AutoCleanup
import spock.lang.IgnoreIf
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** The service as a program that calls it sees it, on a platform of this machine. */
class FilmsSpec extends Specification {
    @Shared @TempDir
    Path folder

    @Shared @AutoCleanup
    Emulator emulator = Emulator.builder().pixelScale(0.1).timeScale(0.004).seed(7).balance('100.00').start()

    @Shared @AutoCleanup
    ConfigurableApplicationContext service = start()

    def http = HttpClient.newHttpClient()
    def json = new ObjectMapper()
    def before = charges()

    def 'a film is ordered, watched while it is made, and paid once'() {
        when:
        def ordered = post('/films', [theme: 'a whale above a city', shots: 2])
        def run = ordered.json.run

        then:
        ordered.status == 202
        ordered.headers.firstValue('location').get() == "/films/$run"

        when:
        def events = listen(run).toList()

        then: 'first all of it, then what happens, at last all of it again'
        events.first().name == 'film'
        events.first().data.state == 'running'
        events.last().name == 'film'
        events.last().data.state == 'done'
        def news = events.findAll { it.name == 'step' }*.data
        [step: 'clip[1]', what: 'done', detail: '4.50 yuan'] in news
        news.findAll { it.step == 'film' }*.what == ['done']

        and:
        def film = get("/films/$run")
        film.status == 200
        film.json == events.last().data
        film.json.spent == '13.91'
        film.json.steps.find { it.id == 'passage' }.state == 'done'
        film.json.files.every { Files.isRegularFile(Path.of(it)) }
        film.json.files.any { it.endsWith('film.mp4') }
        charges() - before == 6
    }

    def 'a mistake is told before anything is paid'() {
        expect:
        with(post('/films', [shots: 'many'])) { answer ->
            answer.status == 400
            answer.json.detail == 'The film cannot be made so'
            answer.json.problems == [[message: "The param 'shots' wants a whole number, and was given 'many'", hint: 'such as -p shots=3']]
        }
        with(get('/films/yesterday')) { answer ->
            answer.status == 404
            answer.json.detail.startsWith("There is no run 'yesterday'. ")
        }
        get('/films/yesterday/events').status == 404
        send(request('/films').POST(HttpRequest.BodyPublishers.ofString('theme=x'))
            .header('content-type', 'application/x-www-form-urlencoded')).status == 415
        charges() == before
    }

    def 'a service that is stopped keeps what was submitted, and goes on with it after its next start'() {
        given:
        def run = post('/films', [theme: 'a fox crosses the snow', shots: 2]).json.run

        when: 'it is stopped when the first clip is under way'
        def events = []
        listen(run).each { event ->
            events << event
            if (event.data.what == 'submitted' && event.data.step ==~ /clip.*/ && service.active) Thread.start { service.close() }
        }

        then: 'who listened is told'
        events.last().name == 'film'
        events.last().data.state == 'cancelled'

        when:
        service = start()

        then:
        get("/films/$run").json.state == 'cancelled'

        when:
        def resumed = post("/films/$run/resume", [:])

        then:
        resumed.status == 202
        listen(run).toList().last().data.state == 'done'
        charges() - before == 6
    }

    @IgnoreIf({ env.KINOLOOM_API_KEY })
    def 'it does not start without a key'() {
        when:
        application().run(arguments().findAll { !it.contains('API_KEY') } as String[])

        then:
        def e = thrown(Exception)
        e.message.contains("Required key 'KINOLOOM_API_KEY' not found")
    }

    ConfigurableApplicationContext start() {
        application().run(arguments() as String[])
    }

    static SpringApplication application() {
        new SpringApplication(Application)
    }

    List<String> arguments() {
        def properties = [
            'server.port'           : 0,
            'KINOLOOM_API_KEY'      : emulator.key(),
            'kinoloom.base-url'     : emulator.url(),
            'kinoloom.script'       : Path.of('../scripts/02-halloween.groovy').toAbsolutePath(),
            'kinoloom.workspace'    : folder.resolve('work'),
            'kinoloom.out'          : folder.resolve('out'),
            'spring.main.banner-mode': 'off',
            'logging.level.root'    : 'off',
        ]
        properties.collect { name, value -> "--$name=$value".toString() }
    }

    int charges() {
        emulator.ledger().count { it.kind() == LedgerEntry.Kind.CHARGE }
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:${service.environment.getProperty('local.server.port')}$path"))
    }

    Map post(String path, Map body) {
        send(request(path).POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))).header('content-type', 'application/json'))
    }

    Map get(String path) {
        send(request(path))
    }

    Map send(HttpRequest.Builder request) {
        def answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString())
        def said = answer.headers().firstValue('content-type').orElse('') =~ /json/ ? json.readValue(answer.body(), Map) : null
        [status: answer.statusCode(), headers: answer.headers(), json: said]
    }

    /** The events of a film until it ends, as they come. */
    Iterator<Map> listen(String run) {
        def answer = http.send(request("/films/$run/events").build(), HttpResponse.BodyHandlers.ofLines())
        assert answer.statusCode() == 200
        def name = null
        answer.body().filter { line ->
            if (line.startsWith('event:')) name = line.drop(6)
            line.startsWith('data:')
        }.map { line -> [name: name, data: json.readValue(line.drop(5), Map)] }.iterator()
    }
}
