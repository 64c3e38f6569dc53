package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Kinoloom
import kinoloom.Plan
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.fixture.Told
import kinoloom.graph.InvalidWorkflowException
import kinoloom.platform.Money
import spock.lang.Specification
import spock.lang.TempDir

/** A whole script is gone through before anything is paid. */
class RehearsalMistakesSpec extends Specification {
    @TempDir Path folder
    FakePlatform platform = new FakePlatform()

    Plan plan(String text) {
        def script = Files.writeString(folder.resolve('film.groovy'), text)
        def kinoloom = Kinoloom.builder().platform(platform).media(new Rig(folder, platform))
            .workspace(folder.resolve('ws')).out(folder.resolve('out')).build()
        try {
            kinoloom.plan(script, [:])
        } finally {
            kinoloom.close()
        }
    }

    static final String BOARD = "def board = chat { model 'qwen3-max'; prompt 'x'; returns shots: [[scene: String, seconds: Integer]] }\n"

    def 'a mistake in a closure is found before the list is known, and told once: #problem'() {
        when:
        plan(BOARD + script)

        then:
        def e = thrown(InvalidWorkflowException)
        Told.byLine(e.problems())*.replace(folder.toString(), 'FOLDER') == [problem]
        platform.accepted.isEmpty()

        where:
        script | problem
        "board.shots.collect { t2i { model 'wan2.2-t2i-plsu'; prompt it.scene } }" |
            "film.groovy:2: There is no t2i model 'wan2.2-t2i-plsu'. Did you mean 'wan2.2-t2i-plus'? Known: wan2.2-t2i-plus, wan2.5-t2i-preview, wan2.2-t2i-flash, cogview-3-flash"
        "board.shots.collect { t2i { model 'wan2.2-t2i-plus'; prompt it.scen } }" |
            "film.groovy:2: There is no 'scen' here. Did you mean 'scene'? Known: scene, seconds"
        "board.shots.collect { shot -> t2v { model 'wan2.6-t2v'; prompt shot.scene; duration 7 } }" |
            "film.groovy:2: duration 7 is not offered by wan2.6-t2v\n    hint: use 5, 10 or 15"
        "def a = t2v { model 'wan2.6-t2v'; prompt 'x'; duration 5 }\ni2v { model 'happyhorse-1.0-i2v'; prompt 'y'; firstFrame a }" |
            "film.groovy:3: firstFrame of 'i2v' wants a picture, and 'a' is a clip\n    hint: use the result of a t2i step, or a picture file"
        "t2i { model 'wan2.2-t2i-plus'; prompt board }" |
            "film.groovy:2: prompt must be text, not {shots=[{scene=⟨board.shots 1.scene⟩, seconds=5}, {scene=⟨bo…\n    hint: give text"
        "i2v { model 'happyhorse-1.0-i2v'; prompt 'y'; firstFrame 'hero.jpg' }" |
            "film.groovy:2: firstFrame of 'i2v' wants a picture, and 'hero.jpg' is text\n    hint: use the result of another step, or file('name')"
        "i2v { model 'happyhorse-1.0-i2v'; prompt 'y'; firstFrame file('hero.jpg') }" |
            "film.groovy:2: firstFrame of 'i2v': There is no file 'FOLDER/hero.jpg'. Nothing in that folder has a name like it"
    }

    def 'what follows from an answer is not judged by a sample'() {
        expect:
        plan(BOARD + "board.shots.collect { s -> t2v { model 'wan2.6-t2v'; prompt s.scene; duration s.seconds + 1 } }")
            .steps()*.state() == [Plan.State.TO_MAKE] + [Plan.State.UNKNOWN_UNTIL_RUN] * 3
    }

    def 'a number written in a closure is priced as it is'() {
        expect:
        plan(BOARD + "board.shots.collect { s -> t2v { model 'happyhorse-1.0-t2v'; prompt s.scene; resolution '720p'; duration 3 } }")
            .steps()*.cost()*.high().drop(1) == [Money.fen(270)] * 3
    }

    def 'a step of whose words nothing is known yet has a price all the same'() {
        expect:
        plan(BOARD + "board.shots.collect { s -> t2i { model 'wan2.2-t2i-plus'; prompt s.scene } }")
            .steps()*.cost()*.high().drop(1) == [Money.fen(20)] * 3
    }
}
