package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Kinoloom
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import spock.lang.Specification
import spock.lang.TempDir

/** What Groovy does with lists works on lists that will be known. */
class ListFunctionsSpec extends Specification {
    @TempDir Path folder

    def 'the functions of lists are computed when the list is known'() {
        given:
        def platform = new FakePlatform(polls: 1, storyboard: '{"n":[3,1,2,3],"shots":[{"scene":"sea"},{"scene":"sky"},{"scene":"a hut"}]}')
        def script = Files.writeString(folder.resolve('film.groovy'), '''
            def board = chat { model 'qwen3-max'; prompt 'x'; returns n: [Integer], shots: [[scene: String]] }
            def n = board.n
            def s = board.shots
            output a: n.sum(), b: n.max(), c: n.min(), d: n.unique(), e: n.toSorted(), f: n.any { it > 2 }, g: n.every { it > 2 },
                h: n.count { it == 3 }, i: n.inject(0) { x, y -> x + y }, j: n.findIndexOf { it == 2 }, k: n[1..2], l: n.tail(),
                m: n.head(), o: n.reversed(), p: s.groupBy { it.scene.size() }.then { it.keySet() as List }, q: s?.scene,
                r: s.collectMany { [it.scene, '!'] }, t: s.eachWithIndex { shot, i -> "$i ${shot.scene}" }, u: n.contains(2),
                v: s.scene.collect { it.toUpperCase() }.collect { it.reverse() }, w: s.collect { shot -> ['x', 'y'].collect { "$it ${shot.scene}" } },
                y: s.collect { shot -> board.n.then { m -> "${shot.scene} of ${m.size()}" } }, z: n.isEmpty()
        ''')
        def kinoloom = Kinoloom.builder().platform(platform).media(new Rig(folder, platform))
            .workspace(folder.resolve('ws')).out(folder.resolve('out')).build()

        when:
        def result = kinoloom.run(script, [:]).result().get()

        then:
        result.failures() == []
        result.outputs().findAll { it.key != 'ledger' }.toString() == [
            a: 9, b: 3, c: 1, d: [3, 1, 2], e: [1, 2, 3, 3], f: true, g: false, h: 2, i: 9, j: 2, k: [1, 2], l: [1, 2, 3], m: 3, o: [3, 2, 1, 3],
            p: [3, 5], q: ['sea', 'sky', 'a hut'], r: ['sea', '!', 'sky', '!', 'a hut', '!'], t: ['0 sea', '1 sky', '2 a hut'], u: true,
            v: ['AES', 'YKS', 'TUH A'], w: [['x sea', 'y sea'], ['x sky', 'y sky'], ['x a hut', 'y a hut']],
            y: ['sea of 4', 'sky of 4', 'a hut of 4'], z: false].toString()

        cleanup:
        kinoloom.close()
    }
}
