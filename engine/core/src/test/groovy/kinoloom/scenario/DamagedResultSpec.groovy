package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletionException
import kinoloom.Kinoloom
import kinoloom.Plan
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.StepId
import kinoloom.journal.Event
import kinoloom.platform.Money
import kinoloom.platform.TaskStatus
import kinoloom.run.AmbiguityPolicy
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir

/**
 * A file that was made, paid for and kept, and that is gone from the disk or was changed since. It is fetched again if
 * the platform has it; it is never used as it is, and never paid again without being asked.
 */
class DamagedResultSpec extends Specification {
    static final StepId A = StepId.of('a')
    static final GONE = new TaskStatus.Lost('the task does not exist')

    @TempDir Path folder
    def platform = new FakePlatform()
    def picture = MishapSpec.workflow("def a = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }\noutput a: a")
    def clip = MishapSpec.workflow('''
        def a = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
        def b = i2v { model 'happyhorse-1.0-i2v'; firstFrame a; prompt 'it moves' }
        output b: b
    ''')

    def 'a result that was #damage is fetched again from its task, and reused'() {
        given:
        def first = new Rig(folder, platform)
        first.run(picture)
        damage(first, harm)
        def rig = new Rig(folder, platform)

        when:
        def ending = rig.run(picture, first.events.findAll { !(it instanceof Event.RunEnded) })

        then:
        ending.status() == Ending.Status.DONE
        platform.accepted.size() == 1
        Files.readAllBytes(ending.files().a[0]) == platform.still('mem:task-1')

        and: 'it costs what it cost, once'
        rig.runner.state().spent() == first.runner.state().spent()
        rig.events.findAll { it instanceof Event.LostOutput }*.task()*.value() == ['task-1']
        rig.events.findAll { it instanceof Event.Resolved }*.by() == ['lookup']

        where:
        damage              | harm
        'thrown away'       | { Path it -> Files.delete(it) }
        'cut'               | { Path it -> overwrite(it, new byte[3]) }
        'changed by a bit'  | { Path it -> overwrite(it, flipped(it)) }
    }

    def 'what the disk does not give now is neither lost nor paid again, whatever the policy: #when'() {
        given:
        def first = new Rig(folder, platform)
        first.run(picture)
        def stored = first.workspace.objects().path(first.runner.state().step(A).value())
        def aside = stored.parent.resolveSibling('aside')
        Files.move(stored.parent, aside)
        Files.createSymbolicLink(stored.parent, stored.parent)
        def rig = new Rig(folder, platform)
        rig.ambiguity = AmbiguityPolicy.parse('resubmit:1')
        def past = resumed ? first.events : []

        when:
        def ending = rig.run(this[workflow], past)

        then:
        ending.status() == Ending.Status.PAUSED
        ending.reason().startsWith("'$step' waits: its files cannot be checked: Cannot read $stored: $stored: Too many levels of symbolic links")
        platform.accepted.size() == 1
        rig.events.every { !(it instanceof Event.LostOutput) }

        when:
        Files.delete(stored.parent)
        Files.move(aside, stored.parent)

        then:
        new Rig(folder, platform).run(this[workflow], past + rig.events).status() == Ending.Status.DONE
        platform.accepted.size() == paid

        where:
        when                          | workflow  | resumed | step || paid
        'in another run'              | 'picture' | false   | 'a'  || 1
        'before a clip is made of it' | 'clip'    | true    | 'b'  || 2
    }

    def 'a file that the disk does not give is not published, and that is told'() {
        given:
        def first = new Rig(folder, platform)
        first.run(picture)
        def stored = first.workspace.objects().path(first.runner.state().step(A).value())
        Files.move(stored.parent, stored.parent.resolveSibling('aside'))
        Files.createSymbolicLink(stored.parent, stored.parent)
        def rig = new Rig(folder, platform)

        when:
        rig.run(picture, first.events.findAll { !(it instanceof Event.RunEnded) })

        then:
        def e = thrown(CompletionException)
        e.cause.message.startsWith('The results are kept, but cannot be put where they belong: ')
        rig.events.every { !(it instanceof Event.LostOutput) }
    }

    def 'another run does not reuse what is damaged: nobody knows its task here, so it asks'() {
        given:
        def first = new Rig(folder, platform)
        first.run(picture)
        damage(first) { Files.delete(it) }
        def rig = new Rig(folder, platform)

        when:
        def ending = rig.run(picture)

        then:
        ending.status() == Ending.Status.PAUSED
        ending.failures()*.code() == ['OUTPUT_DAMAGED']
        ending.failures()*.message()[0] ==~ /OUTPUT_DAMAGED: its result was made and paid, and cannot be fetched again: its file [0-9a-f]{12}… is gone from the disk or was changed/
        ending.failures()*.hint() == ['resume asks for it again; kino resolve run-1 a takes your decision; or resume with --on-ambiguous resubmit:1 (it may be paid twice) or --on-ambiguous abandon']
        platform.accepted.size() == 1
        rig.runner.state().reserved() == Money.ZERO

        when: 'its user wants it made again'
        def events = rig.events + [new Event.Resolved(A, 'resubmit', null, 'user')]
        def again = rig.run(picture, events)

        then:
        again.status() == Ending.Status.DONE
        platform.accepted.size() == 2

        and: 'what is made again replaces what was damaged'
        new Rig(folder, platform).run(picture).status() == Ending.Status.DONE
        platform.accepted.size() == 2
    }

    def 'what uses a damaged file waits until it is whole again'() {
        given:
        platform.misbehave = { it.category() == 'i2v' ? FakePlatform.ok('refusal:NO_MONEY') : null }
        def first = new Rig(folder, platform)
        first.run(clip)
        damage(first) { overwrite(it, flipped(it)) }

        when:
        platform.misbehave = { null }
        def ending = first.run(clip, first.events)

        then:
        ending.status() == Ending.Status.DONE
        platform.accepted*.category() == ['t2i', 'i2v']
        intact(platform.accepted[1])
    }

    def 'a request is not paid with a file that was damaged a moment before it is sent'() {
        given:
        def rig = new Rig(folder, platform)
        boolean done = false
        rig.platform.misbehave = { null }
        def store = rig.workspace.objects()
        rig.onDurable = { Event event ->
            if (done || !(event instanceof Event.Intent) || event.step() == A) return
            done = true
            def picture = rig.runner.state().step(A).value()
            def time = Files.getLastModifiedTime(store.path(picture))
            overwrite(store.path(picture), flipped(store.path(picture)))
            Files.setLastModifiedTime(store.path(picture), time)
        }

        when:
        def ending = rig.run(clip)

        then:
        done
        ending.status() == Ending.Status.DONE
        rig.events.findAll { it instanceof Event.NotSent }*.reason() == ['a file that it uses was damaged on this disk']
        platform.accepted*.category() == ['t2i', 'i2v']
        intact(platform.accepted[1])
    }

    def 'when the platform has it no more, nothing of it is paid: other branches go on'() {
        given:
        def two = MishapSpec.workflow('''
            def a = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
            def b = i2v { model 'happyhorse-1.0-i2v'; firstFrame a; prompt 'it moves' }
            def c = t2i { model 'wan2.2-t2i-plus'; prompt 'z' }
            output b: b, c: c
        ''')
        platform.misbehave = { it.category() == 'i2v' || it.params().prompt == 'z' ? FakePlatform.ok('refusal:NO_MONEY') : null }
        def rig = new Rig(folder, platform)
        rig.run(two)
        damage(rig) { Files.delete(it) }

        when:
        platform.misbehave = { null }
        platform.status = { it.params().prompt == 'x' ? GONE : null }
        def ending = rig.run(two, rig.events)

        then:
        ending.status() == Ending.Status.PAUSED
        ending.failures()*.code() == ['OUTPUT_DAMAGED']
        ending.outputs().keySet() == ['c'] as Set
        platform.accepted*.category() == ['t2i', 't2i']
    }

    def 'a file of the same task that is another one now is taken as it is, and what used the old one is made for it'() {
        given:
        def first = new Rig(folder, platform)
        first.run(clip)
        damage(first) { Files.delete(it) }
        def other = kinoloom.fixture.Pictures.png('another')
        platform.still = { other }
        def past = first.events.takeWhile { !(it instanceof Event.Prepared && it.step().value() == 'b') }

        when:
        def ending = first.run(clip, past)

        then:
        ending.status() == Ending.Status.DONE
        platform.accepted*.category() == ['t2i', 'i2v', 'i2v']
        intact(platform.accepted[2])
    }

    def 'a film that was cut here is cut again, without a question'() {
        given:
        def film = MishapSpec.workflow('''
            def a = t2v { model 'wan2.6-t2v'; prompt 'x' }
            def film = cut { clips a }
            output film: film
        ''')
        def rig = new Rig(folder, platform)
        rig.run(film)
        def whole = Files.readAllBytes(rig.workspace.objects().path(rig.runner.state().step(StepId.of('film')).value()))
        damage(rig, 'film') { Files.delete(it) }

        when:
        def ending = rig.run(film, rig.events)

        then:
        ending.status() == Ending.Status.DONE
        Files.readAllBytes(ending.files().film[0]) == whole
        platform.accepted.size() == 1
    }

    def 'a picture of the user that is damaged in the workspace is copied in again'() {
        given:
        def hero = folder.resolve('hero.png')
        Files.write(hero, kinoloom.fixture.Pictures.png('hero'))
        def workflow = MishapSpec.workflow("def b = i2v { model 'happyhorse-1.0-i2v'; firstFrame file('$hero'); prompt 'x' }\noutput b: b")
        def rig = new Rig(folder, platform)
        boolean done = false
        rig.onDurable = { Event event ->
            if (done || !(event instanceof Event.Intent)) return
            done = true
            Files.list(folder.resolve('.kinoloom/objects')).flatMap { Files.list(it) }.each { overwrite(it, flipped(it)) }
        }

        when:
        def ending = rig.run(workflow)

        then:
        done
        ending.status() == Ending.Status.DONE
        intact(platform.accepted[0])
    }

    def 'a plan says what is damaged, and counts nothing for it'() {
        given:
        def script = folder.resolve('film.groovy')
        script.toFile().text = "def a = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }\noutput a: a"
        def kinoloom = Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o')).build()
        def run = kinoloom.run(script, [:])
        def made = run.result().get().outputs().a
        run.close()

        expect:
        kinoloom.plan(script, [:]).steps()*.state() == [Plan.State.CACHED]

        when:
        Files.delete(folder.resolve("w/objects/${made.sha256()[0..1]}/${made.sha256()[2..-1]}"))
        def plan = kinoloom.plan(script, [:])

        then:
        plan.steps()*.state() == [Plan.State.DAMAGED]
        plan.high() == Money.ZERO

        when: 'another run fetches it again from the task of the run that made it'
        def again = kinoloom.run(script, [:])
        def result = again.result().get()
        again.close()

        then:
        result.outputs().a == made
        platform.accepted.size() == 1
        result.spent() == Money.ZERO

        cleanup:
        kinoloom.close()
    }

    private static boolean intact(request) {
        request.files().every { file ->
            java.security.MessageDigest.getInstance('SHA-256').digest(Files.readAllBytes(file.path())).encodeHex().toString() == file.sha256()
        }
    }

    private static void damage(Rig rig, String step = 'a', Closure harm) {
        harm(rig.workspace.objects().path(rig.runner.state().step(StepId.of(step)).value()))
    }

    private static byte[] flipped(Path file) {
        byte[] bytes = Files.readAllBytes(file)
        bytes[bytes.length - 20] ^= 1
        bytes
    }

    private static void overwrite(Path file, byte[] bytes) {
        file.toFile().setWritable(true)
        Files.write(file, bytes)
    }
}
