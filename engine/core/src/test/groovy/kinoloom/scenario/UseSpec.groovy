package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kinoloom.DecisionException
import kinoloom.Given
import kinoloom.Kinoloom
import kinoloom.Plan
import kinoloom.Remake
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Mp4
import kinoloom.graph.InvalidWorkflowException
import kinoloom.graph.StepId
import kinoloom.journal.Event
import kinoloom.journal.FileJournal
import kinoloom.journal.Values
import kinoloom.run.Media
import spock.lang.Specification
import spock.lang.TempDir

/** A storyboard is a file that a person may edit and give back. */
class UseSpec extends Specification {
    static final String FILM = """def board = chat {
        model 'qwen3-max'
        prompt 'Three shots'
        returns title: String, shots: list([scene: String, seconds: integer(3..8)], 3)
        check('no shot is named none') { b -> b.shots.every { it.scene != 'none' } }
    }
    def scenes = board.shots.collect { shot ->
        def frame = t2i { model 'wan2.2-t2i-plus'; prompt shot.scene }
        def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt 'go'; duration shot.seconds; resolution '720p' }
        clip
    }
    output film: cut { clips scenes }, storyboard: board, scenes: board.shots"""

    @TempDir Path folder

    FakePlatform platform = new FakePlatform(
        storyboard: '{"title": "T", "shots": [{"scene": "狐", "seconds": 5}, {"scene": "b", "seconds": 5}, {"scene": "c", "seconds": 5}]}')
    Path script

    def setup() { script = Files.writeString(folder.resolve('film.groovy'), FILM) }

    Kinoloom engine() {
        Media cutter = [cut: { Object... of -> Files.write(of[1], Mp4.bytes(of[0].clips().collect { it.fileName }.join())); '' },
                        probe: { Path it -> null }] as Media
        Kinoloom.builder().platform(platform).workspace(folder.resolve('ws')).out(folder.resolve('out')).media(cutter).build()
    }

    RunResult run(Map<String, Path> uses = [:]) {
        engine().withCloseable { e -> e.run(script, Given.params([:]).using(uses)).withCloseable { it.result().get(20, TimeUnit.SECONDS) } }
    }

    Path edited(Closure<String> edit) {
        def board = run().files().storyboard[0]
        platform.accepted.clear()
        Files.writeString(folder.resolve('mine.json'), edit(Files.readString(board)))
    }

    List<Event> events(RunResult result) { FileJournal.read(folder.resolve("ws/runs/${result.run()}/journal.log"))*.event() }

    def 'the storyboard is put where its user looks, as a text to edit'() {
        when:
        def board = run().files().storyboard[0]

        then:
        Files.readString(board).contains('"scene" : "狐"')
        Files.readAllLines(board).size() > 5
        Values.parse(Files.readString(board)).shots*.scene == ['狐', 'b', 'c']

        and: 'a file of its own: editing it changes nothing that is kept'
        Files.getAttribute(board, 'unix:nlink') == 1
    }

    def 'the second shot of three is edited: its picture, its clip and the film are made, and nothing else'() {
        given:
        def mine = edited { it.replace('"b"', '"a bird"') }

        expect: 'a plan says so'
        engine().withCloseable { it.plan(script, Given.params([:]).using([storyboard: mine])) }.steps().findAll { it.kind().verb() in ['chat', 't2i', 'i2v'] }
            .collectEntries { [it.id().value(), it.state()] } == [
                board: Plan.State.GIVEN, 'frame[0]': Plan.State.CACHED, 'clip[0]': Plan.State.CACHED,
                'frame[1]': Plan.State.TO_MAKE, 'clip[1]': Plan.State.TO_MAKE, 'frame[2]': Plan.State.CACHED, 'clip[2]': Plan.State.CACHED]

        when:
        def result = run([storyboard: mine])

        then:
        result.status() == RunResult.Status.DONE
        platform.accepted*.category() == ['t2i', 'i2v']
        events(result).findAll { it instanceof Event.Done }*.step()*.value().sort() == ['clip[1]', 'film', 'frame[1]']
        events(result).find { it instanceof Event.Supplied }.file() == mine.toString()

        and:
        engine().withCloseable { it.status(result.run()) }.steps().find { it.id().value() == 'board' }.state() == 'given'
    }

    def 'a run that is resumed uses the value it began with, though the file has changed since'() {
        given:
        def mine = edited { it.replace('"b"', '"a bird"') }
        platform.misbehave = { it.category() == 't2i' ? FakePlatform.ok('refusal:NO_MONEY') : null }
        def paused = run([board: mine])
        Files.writeString(mine, '{}')
        platform.misbehave = { null }

        when:
        def result = engine().withCloseable { e -> e.resume(paused.run()).withCloseable { it.result().get(20, TimeUnit.SECONDS) } }

        then:
        paused.status() == RunResult.Status.PAUSED
        result.status() == RunResult.Status.DONE
        platform.accepted*.params().find { it.prompt == 'a bird' }
        platform.accepted.every { it.category() != 't2t' }
    }

    def 'what a person gave is not made again: that would be paid, and nobody has asked for it before'() {
        given:
        def mine = edited { it }
        def id = run(board: mine).run()

        when:
        engine().withCloseable { it.remake(id, [StepId.of('board')], Remake.Reach.NAMED) }

        then:
        def refused = thrown(DecisionException)
        refused.message == "'board' of run $id was given by a person, and never asked for"
        refused.hint() == 'edit the file and run the script with it, or without it'
    }

    def 'a file that does not fit is refused before anything is paid: #problem'() {
        given:
        def mine = edited(edit)

        when:
        run([(name): mine])

        then:
        def e = thrown(InvalidWorkflowException)
        e.message == message.replace('FILE', mine.toString())
        platform.accepted.empty

        where:
        problem        | name         | edit                                   || message
        'out of range' | 'storyboard' | { it.replaceFirst(': 5', ': 50') }     || 'FILE: shots[0].seconds is 50, and must be a whole number from 3 to 8\n    hint: correct the file'
        'a rule'       | 'board'      | { it.replace('狐', 'none') }           || 'FILE: The value breaks the rule: no shot is named none\n    hint: correct the file'
        'no JSON'      | 'board'      | { 'nothing' }                          || 'FILE: The value has no JSON object in it\n    hint: correct the file'
        'a wrong name' | 'storybord'  | { it }                                 || "FILE: No chat and no output that is all a chat answers is named 'storybord'. Did you mean 'storyboard'? Known: board, storyboard"
    }

    def 'a name that no answer has is found in a rule before anything is paid'() {
        given:
        Files.writeString(script, FILM.replace('it.scene !=', 'it.scenery !='))

        when:
        run()

        then:
        def e = thrown(InvalidWorkflowException)
        e.message.lines().toList()[0] == "film.groovy:5:66: There is no 'scenery' here. Did you mean 'scene'? Known: scene, seconds"
        platform.accepted.empty
    }

    def 'a list of known length makes its steps certain, and its turns are no guess'() {
        when:
        def plan = engine().withCloseable { it.plan(script, [:]) }

        then:
        plan.steps().findAll { it.kind().verb() in ['t2i', 'i2v'] }*.state() as Set == [Plan.State.TO_MAKE] as Set
        plan.expansions()*.certain() as Set == [true] as Set
    }
}
