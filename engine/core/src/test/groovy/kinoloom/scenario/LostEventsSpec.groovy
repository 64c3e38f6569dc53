package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.journal.Entry
import kinoloom.journal.Event
import kinoloom.journal.Remains
import kinoloom.plan.Exposure
import kinoloom.platform.Money
import kinoloom.run.Ending
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * Events are lost in the middle of a journal. On what is left nothing is sent; once the loss is accepted, a step is
 * paid again only if the acceptance names it (or nothing does any more), or by the policy for unclear requests.
 */
class LostEventsSpec extends Specification {
    static final SCRIPT = '''
        def board = chat { model 'qwen3-max'; prompt 'x'; returns title: String, shots: [[scene: String, motion: String]] }
        def frames = board.shots.collect { s -> def frame = t2i { model 'wan2.2-t2i-plus'; prompt s.scene } }
        output frames: frames
    '''

    static final int CASES = Integer.getInteger('kinoloom.losses', 6)

    @Shared @TempDir Path folder
    @Shared Rig whole
    @Shared List<Entry> told
    int scenario

    def setupSpec() {
        whole = new Rig(folder.resolve('whole'))
        assert whole.run(MishapSpec.workflow(SCRIPT)).status() == Ending.Status.DONE
        told = whole.journal.entries
    }

    def 'wherever #lost events are lost, and whenever the process ended, no step is paid twice without a consent'() {
        given:
        def random = new Random(11 * lost)
        def cases = (1..CASES).collect {
            int end = lost + 2 + random.nextInt(told.size() - lost - 1)
            [1 + random.nextInt(end - lost - 1), end]
        }

        expect:
        cases.every { first, end -> accepted(first as int, lost, end as int) }

        where:
        lost << [1, 2, 3, 5, 9]
    }

    def 'what is lost is bounded: #what'() {
        given: 'a step that is prepared, and then #lost events of which nothing is left'
        def entries = at(1, PREPARED) + at(2 + lost, new Event.Published('x', []))
        def remains = new Remains(entries, [], [new Remains.Gap(2, 1 + lost, null, null)], [], 0)

        expect:
        def risks = Exposure.of(remains)
        risks*.step()*.value() == steps
        Exposure.worst(risks) == Money.fen(worst)

        where:
        what                                                  | lost || steps   | worst
        'announcing it takes one event, sending it another'   | 1    || []      | 0
        'in two it may have been sent'                        | 2    || ['a']   | 20
    }

    def 'a step that is told of afterwards was not sent without a word'() {
        given:
        def entries = at(1, PREPARED) + at(9, new Event.NotSent(kinoloom.plan.RunStateSpec.A, 2, 'no'))

        expect:
        Exposure.of(new Remains(entries, [], [new Remains.Gap(2, 8, null, null)], [], 0)) == []
    }

    private static final Event PREPARED = kinoloom.plan.RunStateSpec.PREPARED

    private static List<Entry> at(long seq, Event event) {
        [new Entry(seq, java.time.Instant.EPOCH, event)]
    }

    /** Loses events, resumes, accepts the loss and resumes: whether every charge has its consent. */
    private boolean accepted(int first, int lost, int end) {
        def before = told.take(end)
        def left = before.findAll { it.seq() <= first || it.seq() > first + lost }
        def place = Files.createDirectories(folder.resolve("s${scenario++}-$lost/.kinoloom"))
        Files.createSymbolicLink(place.resolve('objects'), folder.resolve('whole/.kinoloom/objects'))
        def rig = new Rig(place.parent, platformAfter(before))
        int paid = rig.platform.accepted.size()
        def workflow = MishapSpec.workflow(SCRIPT)

        rig.damaged = true
        def salvaged = rig.run(workflow, left*.event())
        assert salvaged.status() == Ending.Status.DAMAGED
        assert rig.platform.accepted.size() == paid
        assert rig.events.findAll { it instanceof Event.Resolved && it.decision() != 'adopt' }.empty
        assert rig.events.findAll { it instanceof Event.NotSent }.empty
        left += rig.events.withIndex().collect { event, i -> new Entry(end + 1 + i, rig.now, event) }

        def gap = new Remains.Gap(first + 1, first + lost, told[0].at(), rig.now)
        def risks = Exposure.of(new Remains(left, [], [gap], [], 0))
        def accepted = new Event.LossAccepted('journal.damaged-1', gap.numbers(), lost, left.last().seq(),
            risks*.step()*.value(), Exposure.unreserved(risks))
        rig.damaged = false
        def past = left*.event() + accepted
        def ending = rig.run(workflow, past)
        assert ending.status() in [Ending.Status.DONE, Ending.Status.PAUSED]

        def charged = (rig.platform.accepted*.params()*.prompt).countBy { it }
        def named = past.findAll { it instanceof Event.OfStep }*.step()*.value() +
            past.findAll { it instanceof Event.StepsAdded }*.steps().flatten()*.id()*.value()
        def decided = (past + rig.events).findAll { it instanceof Event.Resolved && it.decision() == 'resubmit' }*.step()
        return charged.every { prompt, times ->
            def step = names()[prompt]
            int consents = (step in accepted.steps() || !(step in named) ? 1 : 0) + decided.count { it.value() == step }
            assert times <= 1 + consents: "$step was paid $times times after losing ${gap.numbers()} of $end"
            true
        }
    }

    private static Map<String, String> names() {
        [x: 'board', a: 'frames[0].frame', b: 'frames[1].frame', c: 'frames[2].frame']
    }

    /** The platform as it was when the process ended: it has accepted what passed its barrier. */
    private FakePlatform platformAfter(List<Entry> before) {
        def platform = new FakePlatform()
        def transnos = before*.event().findAll { it instanceof Event.Intent }.collectEntries { [it.step(), it.transno()] }
        before*.event().findAll { it instanceof Event.Barrier }.each { barrier ->
            def task = whole.platform.numbers[transnos[barrier.step()]]
            def request = task ? whole.platform.tasks[task] : whole.platform.accepted[0]
            platform.accepted << request
            if (task) {
                platform.tasks[task] = request
                platform.numbers[transnos[barrier.step()]] = task
            }
        }
        platform
    }
}
