package kinoloom.plan

import kinoloom.artifact.Artifact
import kinoloom.graph.Budget
import kinoloom.graph.Input
import kinoloom.graph.Kind
import kinoloom.graph.Place
import kinoloom.graph.Step
import kinoloom.graph.StepId
import kinoloom.graph.Workflow
import kinoloom.journal.Event
import kinoloom.journal.Whereabouts
import kinoloom.platform.Answer
import kinoloom.platform.Money
import kinoloom.platform.Refusal
import kinoloom.platform.TaskId
import kinoloom.platform.TaskStatus
import kinoloom.platform.Usage
import spock.lang.Specification

class RunStateSpec extends Specification {
    static final StepId A = StepId.of('a')
    static final Event PREPARED = new Event.Prepared(A, 'ab' * 32, 1, [category: 't2i', model: 'm', params: [:]], Money.fen(20))
    static final Event INTENT = new Event.Intent(A, 1, 'kl1', Money.fen(20))
    static final Event BARRIER = new Event.Barrier(A, 1)
    static final Event ANSWERED = new Event.Answered(A, 1, new Answer(200, 'application/json', '{}', true))
    static final Event ACCEPTED = new Event.Accepted(A, 1, new TaskId('t'))
    static final Event SUCCEEDED = new Event.TaskSucceeded(A, [new TaskStatus.Media('image', 'u')], Usage.NONE)
    static final Event DONE = new Event.Done(A, new Artifact('ab' * 32, 'image/png', 3), Money.fen(18))

    static RunState state(Event... events) {
        def workflow = Workflow.builder('t')
        workflow.t2i('a').model('m').prompt('x').add()
        def state = new RunState()
        state.add(workflow.build().steps())
        events.each { state.apply(it) }
        state
    }

    def 'every kind of event has a rule'() {
        given:
        def samples = [PREPARED, INTENT, BARRIER, ANSWERED, ACCEPTED, SUCCEEDED, DONE,
            new Event.RunStarted('r', 't', 's', 'a', '', [:]), new Event.RunResumed('a'),
            new Event.BudgetSet(Budget.yuan(20), 'script'), new Event.Charged(A, 1, Money.fen(2)),
            new Event.RunEnded('done', '', Money.ZERO), new Event.Published('film', []),
            new Event.StepsAdded(null, [new Event.StepInfo(A, Kind.T2I, 'm', Place.UNKNOWN)]),
            new Event.Reused(A, 1, 'r'), new Event.Fitted(A, 'images', 'ab', 'cd'), new Event.NotSent(A, 1, 'x'),
            new Event.Rejected(A, 1, new Refusal(Refusal.Reason.BUSY, 'x')), new Event.Ambiguous(A, 1, 'x'),
            new Event.Resolved(A, 'abandon', null), new Event.TaskChanged(A, 'RUNNING'),
            new Event.TaskFailed(A, new Refusal(Refusal.Reason.FAILED, 'x')), new Event.Failed(A, 'm', 'h'),
            new Event.Retried(A, 'failed', 'x'), new Event.FellBack(A, 'other', 'x'),
            new Event.Repaired(A, 1, []), new Event.AskedAgain(A, 1, 1, [:], []), new Event.Supplied(A, 1, 'a.json', ''),
            new Event.LostOutput(A, 'ab' * 32, null, '', 'x'),
            new Event.GateOpened(A, 'good?', 'x', [], [], null, ''), new Event.GateDecided(A, 'approve', 'user'),
            new Event.Redone(A, 2, true), new Event.Picked(A, 1),
            new Event.WorkspaceOpened(1, new Whereabouts('', '', '', '', '')), new Event.WorkspaceAccepted('', 1),
            new Event.LossAccepted('', '2', 1, 2, ['a'], Money.ZERO)]
        def kinds = Event.permittedSubclasses.collectMany { it.isInterface() ? it.permittedSubclasses as List : [it] }

        expect:
        samples*.getClass() as Set == kinds as Set
        samples.each { state().apply(it) }
    }

    def 'after #events.last().class.simpleName a step is #phase, #reserved fen are reserved and #spent spent'() {
        when:
        def state = state(events as Event[])

        then:
        state.step(A).phase() == phase
        state.reserved() == Money.fen(reserved)
        state.spent() == Money.fen(spent)

        where:
        events                                                        | phase           | reserved | spent
        [PREPARED]                                                    | Phase.PREPARED  | 0        | 0
        [PREPARED, INTENT]                                            | Phase.INTENT    | 20       | 0
        [PREPARED, INTENT, BARRIER]                                   | Phase.BARRIER   | 20       | 0
        [PREPARED, INTENT, BARRIER, ANSWERED]                         | Phase.ANSWERED  | 20       | 0
        [PREPARED, INTENT, BARRIER, ANSWERED, ACCEPTED]               | Phase.ACCEPTED  | 20       | 0
        [PREPARED, INTENT, BARRIER, ANSWERED, ACCEPTED, SUCCEEDED]    | Phase.SUCCEEDED | 20       | 0
        [PREPARED, INTENT, BARRIER, ANSWERED, ACCEPTED, SUCCEEDED, DONE] | Phase.DONE   | 0        | 18
        [PREPARED, INTENT, new Event.NotSent(A, 1, 'x')]              | Phase.READY     | 0        | 0
        [PREPARED, INTENT, BARRIER, new Event.Ambiguous(A, 1, 'x')]   | Phase.AMBIGUOUS | 20       | 0
    }

    def 'after #decisions an attempt of 20 fen of unknown fate keeps #reserved fen reserved, #doubtful of them doubtful'() {
        when:
        def state = state(PREPARED, INTENT, BARRIER, new Event.Ambiguous(A, 1, 'x'))
        decisions.each { state.apply(new Event.Resolved(A, it, it == 'adopt' ? new TaskId('t') : null, 'user')) }

        then:
        state.reserved() == Money.fen(reserved)
        state.step(A).reserved() == Money.fen(own)
        state.step(A).attempts().findAll { it.doubtful() }*.worst()*.money() == doubtful.collect { Money.fen(it) }
        state.step(A).phase() == phase

        and: 'the same again when the run is resumed'
        state.apply(new Event.RunResumed('a'))
        state.reserved() == Money.fen(reserved)
        state.step(A).phase() == phase

        where:
        decisions                | reserved | own | doubtful | phase
        ['adopt']                | 20       | 20  | []       | Phase.ACCEPTED
        ['resubmit']             | 20       | 0   | [20]     | Phase.READY
        ['abandon']              | 20       | 20  | [20]     | Phase.FAILED
        ['abandon', 'resubmit']  | 20       | 0   | [20]     | Phase.READY
        ['abandon', 'adopt']     | 20       | 20  | []       | Phase.ACCEPTED
    }

    def 'a result that is lost needs a decision; what was about to use it waits; what was spent stays spent'() {
        given:
        def workflow = Workflow.builder('t')
        def a = workflow.t2i('a').model('m').prompt('x').add()
        workflow.i2v('b').model('m').firstFrame(a).add()
        def state = new RunState()
        state.add(workflow.build().steps())
        [PREPARED, INTENT, BARRIER, ANSWERED, ACCEPTED, SUCCEEDED, DONE].each { state.apply(it) }
        def b = StepId.of('b')

        expect:
        state.step(b).phase() == Phase.READY

        when:
        state.apply(new Event.LostOutput(A, 'ab' * 32, new TaskId('t'), 'kl1', 'gone'))

        then:
        state.step(A).phase() == Phase.AMBIGUOUS
        state.step(A).doubt() == Doubt.OUTPUT_DAMAGED
        state.step(b).phase() == Phase.WAITING
        state.spent() == Money.fen(18)
        state.reserved() == Money.ZERO

        when:
        [new Event.Resolved(A, 'adopt', new TaskId('t')), SUCCEEDED, new Event.Done(A, 1, Money.ZERO)].each { state.apply(it) }

        then:
        state.step(b).phase() == Phase.READY
        state.spent() == Money.fen(18)
    }

    def 'what the planner does with a step that is #phase'() {
        expect:
        new Planner().next(state(events as Event[]), Limits.DEFAULT) == [action]

        where:
        events                                                     | action
        []                                                         | new Action.Prepare(A)
        [PREPARED]                                                 | new Action.Submit(A)
        [PREPARED, INTENT]                                         | new Action.Requeue(A)
        [PREPARED, INTENT, BARRIER]                                | new Action.Settle(A)
        [PREPARED, INTENT, BARRIER, ANSWERED]                      | new Action.Read(A)
        [PREPARED, INTENT, BARRIER, ANSWERED, ACCEPTED]            | new Action.Watch(A)
        [PREPARED, INTENT, BARRIER, ANSWERED, ACCEPTED, SUCCEEDED] | new Action.Fetch(A)
        [DONE]                                                     | new Action.Finish()
        phase = events ? events.last().class.simpleName : 'new'
    }

    def 'lanes and the budget bound what is submitted in one turn'() {
        given:
        def workflow = Workflow.builder('t')
        5.times { workflow.t2i("s$it").model('m').prompt("$it").add() }
        def state = new RunState()
        state.add(workflow.build().steps())
        5.times { state.apply(new Event.Prepared(StepId.of("s$it"), 'ab' * 32, 1, [:], Money.fen(20))) }

        expect:
        new Planner().next(state, limits).size() == admitted

        where:
        limits                                     | admitted
        new Limits(3, 8, true, Allowance.NONE)             | 3
        new Limits(16, 2, true, Allowance.NONE)            | 2
        new Limits(16, 8, Money.fen(79), true)     | 3
        new Limits(16, 8, Money.fen(80), true)     | 4
    }

    def 'nothing is submitted once the key was refused'() {
        given:
        def state = state(PREPARED, INTENT, BARRIER, ANSWERED, new Event.Rejected(A, 1, new Refusal(Refusal.Reason.KEY_REFUSED, 'x')), PREPARED)

        expect:
        new Planner().next(state, Limits.DEFAULT) == [new Action.Finish()]
    }

    def 'a fallback is asked as often as is left, and who tries again begins anew'() {
        given:
        def asked = [PREPARED, INTENT, BARRIER, ANSWERED, new Event.AskedAgain(A, 1, 1, null, [])]
        def other = new Event.Prepared(A, 'cd' * 32, 1, [category: 't2t', model: 'n', params: [:]], Money.fen(20))

        expect:
        state(*asked).step(A).unfit() == 1
        state(*asked, PREPARED).step(A).unfit() == 1
        state(*asked, PREPARED, new Event.FellBack(A, 'n', 'x'), other).step(A).unfit() == 1
        state(*asked, PREPARED, new Event.FellBack(A, 'n', 'x'), other).step(A).asking() == null
        state(*asked, new Event.Failed(A, 'x', '')).step(A).unfit() == 0
        state(*asked, other).step(A).unfit() == 0
    }

    def "an event that no run can have had is refused in words: #why"() {
        when:
        new RunState().apply(event)

        then:
        def e = thrown(IllegalStateException)
        e.message == "This event of the run makes no sense: $why in $event"

        where:
        event                                          || why
        new Event.Resolved(A, 'resit', null)           || "no decision is 'resit'"
        new Event.Intent(A, 1, 'kl1', null)            || "'worst' is missing"
        new Event.Intent(A, 1, 'kl1', Money.fen(-1))   || "'worst' is -0.01 yuan"
        new Event.Done(A, 1, Money.fen(Long.MAX_VALUE)) || "'cost' is 92233720368547758.07 yuan"
        new Event.Rejected(A, 1, null)                 || "'refusal' is missing"
        new Event.Barrier(null, 1)                     || "'step' is missing"
        new Event.Charged(A, 1, Money.fen(-500))       || "'cost' is -5.00 yuan"
        new Event.LossAccepted('j', '5', -3, 9, [], Money.ZERO) || "'lost' is -3"
        new Event.LossAccepted('j', '5', 3, 9, [], Money.fen(-1)) || "'worst' is -0.01 yuan"
        new Event.AskedAgain(A, 1, -100, null, [])     || "nobody is asked again after -100 answers"
        new Event.Retried(A, 'bored', 'x')             || "nothing is asked for again because it is 'bored'"
        new Event.FellBack(A, '', 'x')                 || "'model' is missing"
        new Event.Picked(A, 0)                         || "there is no take 0"
    }
}
