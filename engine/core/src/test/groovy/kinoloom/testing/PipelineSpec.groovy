package kinoloom.testing

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import kinoloom.RunResult
import kinoloom.graph.InvalidWorkflowException
import kinoloom.graph.Workflow
import kinoloom.platform.Refusal
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** Someone's own script, tested without a platform, a network or a wait. */
@Timeout(60)
class PipelineSpec extends Specification {
    static final String FILM = '''
        title 'Shots'
        param 'shots', 2
        def board = chat { model 'qwen3-max'; prompt "${params.shots} shots"; returns title: String, shots: [[scene: String]] }
        def clips = board.shots.collect { shot ->
            def frame = t2i { model 'wan2.2-t2i-plus'; prompt shot.scene }
            def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt shot.scene; resolution '720p'; duration 5 }
            clip
        }
        def film = cut { clips clips }
        output film: film, clips: clips, board: board
    '''
    static final Map BOARD = [title: 'T', shots: [[scene: 'a'], [scene: 'b']]]

    @TempDir Path folder
    Pipeline pipeline
    Path script

    def setup() {
        pipeline = Pipeline.in(folder)
        script = pipeline.script(FILM)
        pipeline.on('board').answers(BOARD)
    }

    def 'a run tells what was sent, by step and word, and what was made'() {
        when:
        def film = pipeline.run(script, [shots: 2])

        then:
        film.done()
        film.requests()*.step().sort() == ['board', 'clip[0]', 'clip[1]', 'frame[0]', 'frame[1]']
        film.request('clip[1]').duration == 5
        film.request('clip[1]').firstFrame == 'frame[1]'
        film.request('frame[0]').prompt == 'a'
        film.value('board') == BOARD
        film.output('board') == BOARD
        film.files('clips')*.fileName*.toString() == ['01.mp4', '02.mp4']
        film.files('film').size() == 1
        film.cost().toString() == '9.50'
    }

    def 'what is waited for takes no time: an hour of a clip'() {
        given:
        pipeline.on('clip').lasting(Duration.ofMinutes(50)).succeeds()

        when:
        def film = pipeline.run(script)

        then:
        film.done()
        pipeline.time().elapsed() > Duration.ofMinutes(50)
    }

    def 'a plan sends nothing'() {
        when:
        def plan = pipeline.plan(script)

        then:
        plan.steps().find { it.id().value() == 'board' }.state().name() == 'TO_MAKE'
        pipeline.platform().sent() == []
    }

    def 'a second run sends nothing, and a changed scene is made anew with what needs it'() {
        given:
        pipeline.run(script)

        when:
        def again = pipeline.run(script)

        then:
        again.done()
        again.requests() == []
        again.reused().containsAll(['board', 'frame[0]', 'clip[1]'])

        when:
        def edited = pipeline.run(pipeline.script(FILM.replace("t2i-plus'; prompt shot.scene", "t2i-plus'; prompt shot.scene + '!'")))

        then:
        edited.requests()*.step().sort() == ['clip[0]', 'clip[1]', 'frame[0]', 'frame[1]']
    }

    def 'a step may be refused, fail, or be lost; the later rule counts: #how'() {
        given:
        rule(pipeline)

        when:
        def film = pipeline.run(script)

        then:
        film.result().status() == status
        film.failures()['clip[1]'] =~ message

        where:
        how              | rule                                                                              || status                     | message
        'the work fails' | { it.on('clip[1]').fails('the vendor broke') }                                    || RunResult.Status.FAILED    | /the vendor broke/
        'its content'    | { it.on('clip[1]').refuses(Refusal.Reason.MODERATED, 'not that') }                || RunResult.Status.FAILED    | /not that/
        'what was made'  | { it.on('clip[1]').fails(Refusal.Reason.MODERATED, 'not shown') }                 || RunResult.Status.FAILED    | /not shown/
        'by its model'   | { it.platform().onModel('happyhorse-1.0-i2v').fails('tired') }                    || RunResult.Status.FAILED    | /tired/
        'by its verb'    | { it.platform().onVerb('i2v').fails('asleep') }                                   || RunResult.Status.FAILED    | /asleep/
        'one turn'       | { it.on('clip').succeeds(); it.on('clip[1]').fails('this one') }               || RunResult.Status.FAILED    | /this one/
    }

    def 'what a rule says is done in turn, and the last for ever'() {
        given:
        pipeline.on('clip[1]').fails('once').succeeds()

        when:
        def film = pipeline.run(script)

        then:
        film.failures().keySet().contains('clip[1]')

        when:
        def again = pipeline.resume(film)

        then:
        again.done()
        again.requests()*.step() == ['clip[1]']
    }

    def 'a request that does not arrive is sent again, and one whose answer is lost is looked up'() {
        given:
        pipeline.on('frame[0]').neverArrives().succeeds()
        pipeline.on('clip[0]').losesTheAnswer()

        when:
        def film = pipeline.run(script)

        then:
        film.done()
        film.sentBy('frame[0]') == 2
        film.sentBy('clip[0]') == 1
    }

    def 'files are answered as they are given'() {
        given:
        def picture = SampleFiles.picture('hero', 800, 600, 'png')
        pipeline.on('frame').answers(picture)

        when:
        def film = pipeline.run(script)

        then:
        film.value('frame[0]') == film.value('frame[1]')
        film.value('frame[0]').size() == picture.length
    }

    def 'a chat without a rule says which rule is missing'() {
        given:
        def other = Pipeline.in(Files.createDirectories(folder.resolve('other')))

        when:
        def film = other.run(script)

        then:
        film.failures()['board'].contains("No rule says what the chat 'board' answers: on('board').answers(…)")
        film.toString().startsWith("run FAILED, 1 request; board: The platform refused it: No rule says what the chat 'board' answers")
    }

    def 'mistakes of a script are thrown, and nothing is sent'() {
        when:
        pipeline.run(pipeline.script("t2i { model 'wan2.2-t2i-pluss'; prompt 'x' }"))

        then:
        def e = thrown(InvalidWorkflowException)
        e.message.contains("wan2.2-t2i-plus")
        pipeline.platform().sent() == []
    }

    def 'a wrong name is offered the near ones'() {
        given:
        def film = pipeline.run(script)

        when:
        film.request('clp[1]')

        then:
        def e = thrown(IllegalArgumentException)
        e.message.startsWith("No step 'clp[1]' has sent anything. Did you mean 'clip[1]'?")
    }

    def 'a workflow made in Java is run as well'() {
        given:
        def film = Workflow.builder('One')
        def frame = film.t2i('frame').model('wan2.2-t2i-plus').prompt('x').add()
        film.output('frame', frame)

        expect:
        pipeline.run(film.build()).steps() == ['frame']
    }

    def 'a recorded run is answered again from its folder'() {
        given:
        pipeline.on('clip[1]').fails('broken that day')
        def real = pipeline.run(script)
        Recording.write(folder.resolve('.kinoloom'), real.result().run(), folder.resolve('recorded'))

        when:
        def other = Pipeline.in(Files.createDirectories(folder.resolve('other')))
        Recording.replay(folder.resolve('recorded'), other.platform())
        def film = other.run(script)

        then:
        film.value('board') == BOARD
        film.value('frame[0]') == real.value('frame[0]')
        film.value('clip[0]') == real.value('clip[0]')
        film.failures()['clip[1]'] =~ 'broken that day'
    }
}
