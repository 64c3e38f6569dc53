package kinoloom.scenario

import java.nio.file.Path
import kinoloom.dsl.GroovyLanguage
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.ScriptLanguage.Script
import kinoloom.graph.Workflow
import kinoloom.journal.Event
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir

/** The last frame of a clip is a picture, and may be the first of the next one. */
class LastFrameSpec extends Specification {
    @TempDir Path folder

    Workflow workflow(String text) {
        def description = new GroovyLanguage().describe(new Script('film.groovy', text, folder), [:])
        assert description.problems().isEmpty()
        description.workflow()
    }

    static final String CLIP = "model 'happyhorse-1.0-i2v'; resolution '720p'; duration 3"
    static final String SHOT = "def opening = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }\n" +
        "def clip = i2v { $CLIP; firstFrame opening; prompt 'a' }\n"

    List<String> steps(Rig rig) { rig.runner.state().steps().findAll { it.step().kind().name() == 'FRAME' }*.id()*.value() }

    def 'shots are chained by their frames, which are taken here'() {
        given:
        def rig = new Rig(folder)

        when:
        def ending = rig.run(workflow(SHOT + """
            def next = i2v { $CLIP; firstFrame clip.lastFrame; prompt 'b' }
            output next: next, ending: next.lastFrame, again: next.lastFrame, beginning: clip.firstFrame
        """))

        then:
        ending.status() == Ending.Status.DONE
        steps(rig) == ['clip.lastFrame', 'next.lastFrame', 'clip.firstFrame']
        rig.frames*.get(1) == [true, true, false] || rig.frames*.get(1).sort() == [false, true, true]
        rig.platform.accepted.last().files()*.mediaType() == ['image/png']
        ending.outputs().ending == ending.outputs().again
        ending.outputs().ending.mediaType() == 'image/png'
        rig.out.resolve('ending.png').toFile().exists()
    }

    def 'in a loop of then, over the elements of a list, and of a collect: #what'() {
        given:
        def rig = new Rig(folder)

        when:
        def ending = rig.run(workflow(BOARD + script))

        then:
        ending.status() == Ending.Status.DONE
        steps(rig) == frames

        where:
        BOARD = "def board = chat { model 'qwen3-max'; prompt 'x'; returns title: String, shots: [[scene: String, motion: String]] }\n" + SHOT
        what            | script                                                                                      || frames
        'a variable'    | """board.shots.then { shots -> def start = opening
                             shots.collect { s -> def shot = i2v { $CLIP; firstFrame start; prompt s.motion }; start = shot.lastFrame; shot } }""" || ['shot.lastFrame', 'shot#2.lastFrame', 'shot#3.lastFrame']
        'a collect'     | "def ends = board.shots.collect { s -> def c = i2v { $CLIP; firstFrame opening; prompt s.motion }; [c: c, end: c.lastFrame] }\noutput ends: ends.end" || ['c.lastFrame[0]', 'c.lastFrame[1]', 'c.lastFrame[2]']
        'an element'    | "def shots = board.shots.collect { s -> i2v('s') { $CLIP; firstFrame opening; prompt s.motion } }\noutput end: shots.last().lastFrame" || ['board.shots*.last().lastFrame']
        'a whole list'  | "def shots = board.shots.collect { s -> def c = i2v { $CLIP; firstFrame opening; prompt s.motion }; [c: c] }\noutput ends: shots.c.lastFrame" || ['board.shots*.c.lastFrame']
    }

    def 'a field of that name stays a field: #what'() {
        given:
        def platform = new FakePlatform()
        platform.storyboard = '{"lastFrame":"dusk","shots":[{"lastFrame":"a"},{"lastFrame":"b"}]}'
        def rig = new Rig(folder, platform)

        when:
        def ending = rig.run(workflow("def board = chat { model 'qwen3-max'; prompt 'x'; returns lastFrame: String, shots: [[lastFrame: String]] }\n" + script))

        then:
        ending.outputs().value == value
        rig.frames.empty

        where:
        what             | script                                                                                      || value
        'of a chat'      | 'output value: board.lastFrame'                                                             || 'dusk'
        'of its list'    | 'output value: board.shots.lastFrame'                                                       || ['a', 'b']
        'of a collect'   | 'def all = board.shots.collect { s -> [lastFrame: s.lastFrame + "!"] }\noutput value: all.lastFrame' || ['a!', 'b!']
        'of a compute'   | 'def made = compute(board) { [lastFrame: it.lastFrame * 2] }\noutput value: made.lastFrame' || 'duskdusk'
    }

    def 'it is taken once for a clip, in a later run too'() {
        given:
        def rig = new Rig(folder)
        def film = workflow(SHOT + 'output end: clip.lastFrame')

        when:
        rig.run(film)
        def again = rig.run(film)

        then:
        rig.frames.size() == 1
        again.status() == Ending.Status.DONE
        rig.events.findAll { it instanceof Event.Reused }*.step()*.value() == ['opening', 'clip', 'clip.lastFrame']
    }

    def 'what is no clip has no frames, and that is found before anything is paid: #what'() {
        expect:
        mistakes(SHOT + script) == [message]

        where:
        what        | script                                       || message
        'a picture' | 'output x: opening.lastFrame'                || 'lastFrame is taken of a clip, and opening is a picture. Did you mean a clip that is made of it?'
        'a value'   | "output x: clip.then { c -> c.lastFrame }"   || 'A frame is taken of a ref to a clip, and here is the clip itself'
        'a file'    | "output x: file('${'notes.txt'}').lastFrame" || "lastFrame is taken of a clip, and file 'notes.txt' is another file"
    }

    List<String> mistakes(String text) {
        folder.resolve('notes.txt').toFile().text = 'notes'
        def script = folder.resolve('film.groovy')
        script.toFile().text = text
        try (def kinoloom = kinoloom.Kinoloom.builder().platform(new FakePlatform()).workspace(folder.resolve('w')).out(folder.resolve('o')).build()) {
            kinoloom.plan(script, [:])
            []
        } catch (kinoloom.graph.InvalidWorkflowException e) {
            e.problems()*.message().collect { it.replace(folder.toString() + '/', '') }
        }
    }
}
