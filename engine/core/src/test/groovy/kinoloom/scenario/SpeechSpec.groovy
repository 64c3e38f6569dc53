package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.StepId
import kinoloom.journal.Event
import kinoloom.platform.http.FaultServer
import kinoloom.platform.http.HttpPlatform
import kinoloom.platform.http.HttpPlatformChatSpec
import kinoloom.run.ChatText
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir

/** What a chat says can be heard while it says it. */
class SpeechSpec extends Specification {
    static final String TWO = '''
        def a = chat { model 'qwen3-max'; prompt 'x' }
        def b = t2i { model 'wan2.2-t2i-plus'; prompt a }
    '''
    @TempDir Path folder

    Rig rig(FakePlatform platform = new FakePlatform()) {
        platform.pieces = [['Hm.', true], ['One, '], ['two']]
        new Rig(folder, platform)
    }

    def 'whoever listens hears the pieces in order, each with its step and attempt'() {
        given:
        def rig = rig()
        rig.heard = []

        when:
        def ending = rig.run(MishapSpec.workflow(TWO))

        then:
        ending.status() == Ending.Status.DONE
        def a = StepId.of('a')
        rig.heard == [new ChatText('run-1', a, 1, 'Hm.', true), new ChatText('run-1', a, 1, 'One, two', false)]

        and: 'only the chat was asked to tell early, and nothing of it is in the journal'
        rig.platform.streamed*.category() == ['t2t']
        rig.events.every { !it.toString().contains('One, ') }
    }

    def 'when nobody listens nothing is streamed'() {
        given:
        def rig = rig()

        expect:
        rig.run(MishapSpec.workflow(TWO)).status() == Ending.Status.DONE
        rig.platform.streamed.empty
    }

    def 'another attempt begins anew, and says so'() {
        given:
        def rig = rig()
        rig.heard = []
        int n = 0
        rig.platform.misbehave = { if (n++ == 0) throw new IOException('connection reset') }

        when:
        def ending = rig.run(MishapSpec.workflow("chat('a') { model 'qwen3-max'; prompt 'x' }"))

        then:
        ending.status() == Ending.Status.DONE
        rig.heard*.text() == ['Hm.', 'One, two'] * 2
        rig.heard*.attempt() == [1, 1, 2, 2]
    }

    def 'a listener that throws #thrown.class.simpleName hurts nobody'() {
        given:
        def platform = new FakePlatform(pieces: [['Hm', true], ['two']])
        def script = Files.writeString(folder.resolve('film.groovy'), "def a = chat { model 'qwen3-max'; prompt 'x' }\noutput a: a")
        int calls = 0
        def kinoloom = Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o'))
            .onText { calls++; throw thrown }.build()

        when:
        def result = kinoloom.run(script, [:]).result().get(20, TimeUnit.SECONDS)

        then:
        result.status().name() == 'DONE'
        calls == 2

        cleanup:
        kinoloom.close()

        where:
        thrown << [new IllegalStateException('deaf'), new IOException('deaf'), new AssertionError('deaf' as Object), new StackOverflowError()]
    }

    def 'pieces come on the run\'s thread, after the request is sent and before its answer is understood'() {
        given:
        def told = new CopyOnWriteArrayList()
        def threads = new CopyOnWriteArrayList()
        def script = Files.writeString(folder.resolve('film.groovy'), "def a = chat { model 'qwen3-max'; prompt 'x' }\noutput a: a")
        def kinoloom = Kinoloom.builder().platform(new FakePlatform(pieces: [['One, '], ['two']]))
            .workspace(folder.resolve('w')).out(folder.resolve('o'))
            .listener { told << it.event().class.simpleName; threads << Thread.currentThread() }
            .onText { told << it.text(); threads << Thread.currentThread() }.build()

        when:
        kinoloom.run(script, [:]).result().get(20, TimeUnit.SECONDS)

        then:
        told.dropWhile { it != 'Barrier' }.takeWhile { it != 'Done' } == ['Barrier', 'One, two', 'Answered']
        threads.toSet().size() == 1

        cleanup:
        kinoloom.close()
    }

    def 'half of an answer is never the result: over the wire it is said again, once'() {
        given:
        int asked = 0
        def server = new FaultServer({ got, socket ->
            def pieces = ['One, ', 'two'].collect { HttpPlatformChatSpec.piece(it) + '\n\n' }
            if (++asked == 1) HttpPlatformChatSpec.chunked(socket, pieces[0], false)
            else HttpPlatformChatSpec.chunked(socket, pieces.join('') + 'data: [DONE]\n\n')
        })
        def heard = new CopyOnWriteArrayList()
        def script = Files.writeString(folder.resolve('film.groovy'), "def a = chat { model 'qwen3-max'; prompt 'x' }\noutput a: a")
        def kinoloom = Kinoloom.builder().platform(HttpPlatform.builder().baseUrl(server.url).build())
            .workspace(folder.resolve('w')).out(folder.resolve('o')).onText { heard << [it.attempt(), it.text()] }.build()

        when:
        def result = kinoloom.run(script, [:]).result().get(20, TimeUnit.SECONDS)

        then:
        result.outputs() == [a: 'One, two']
        heard.groupBy { it[0] }.collectEntries { attempt, pieces -> [attempt, pieces.collect { it[1] }.join('')] } == [1: 'One, ', 2: 'One, two']
        server.paid.size() == 2

        cleanup:
        kinoloom.close()
        server.close()
    }

    def 'whether a chat is streamed changes nothing about its result: #text'() {
        given:
        def platform = new FakePlatform()
        def rig = new Rig(folder, platform)
        rig.run(MishapSpec.workflow("chat('a') { model 'qwen3-max'; prompt 'x' }"))

        when:
        def again = new Rig(folder, platform)
        again.heard = listens ? [] : null
        again.run(MishapSpec.workflow(text))

        then:
        platform.accepted.size() == 1

        where:
        text                                                              | listens
        "chat('a') { model 'qwen3-max'; prompt 'x' }"                     | true
        "chat('a') { model 'qwen3-max'; prompt 'x'; option stream: false }" | false
        "chat('a') { model 'qwen3-max'; prompt 'x'; option stream: true }" | false
    }

    def 'any other option is part of what is asked, and so of the key: #option'() {
        given:
        def platform = new FakePlatform()
        new Rig(folder, platform).run(MishapSpec.workflow("chat('a') { model 'qwen3-max'; prompt 'x'; option temperature: 0.7 }"))

        when:
        new Rig(folder, platform).run(MishapSpec.workflow("chat('a') { model 'qwen3-max'; prompt 'x'; $option }"))

        then:
        platform.accepted.size() == requests
        platform.accepted.last().options() == options

        where:
        option                                    | requests | options
        'option temperature: 0.7'                 | 1        | [temperature: 0.7]
        'option temperature: 0.8'                 | 2        | [temperature: 0.8]
        "option temperature: '0.7'"               | 2        | [temperature: '0.7']
        "option temperature: 0.7, stop: ['END']"  | 2        | [temperature: 0.7, stop: ['END']]
        ''                                        | 2        | [:]
    }

    def 'an answer that was heard and not understood is read again after a crash'() {
        given:
        def rig = rig()
        rig.heard = []
        def workflow = MishapSpec.workflow("chat('a') { model 'qwen3-max'; prompt 'x' }")
        rig.run(workflow)
        int answered = rig.events.findIndexOf { it instanceof Event.Answered }
        def past = rig.events.take(answered + 1)
        folder.resolve('.kinoloom/results').toFile().deleteDir()
        rig.heard.clear()

        when:
        def ending = rig.run(workflow, past)

        then: 'it is not said a second time'
        ending.status() == Ending.Status.DONE
        rig.heard == []
        rig.platform.accepted.size() == 1
    }
}
