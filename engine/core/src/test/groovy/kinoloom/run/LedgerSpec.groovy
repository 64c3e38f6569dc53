package kinoloom.run

import java.time.Instant
import kinoloom.graph.Step
import kinoloom.graph.StepId
import kinoloom.graph.Workflow
import kinoloom.journal.Entry
import kinoloom.journal.Event
import kinoloom.plan.RunState
import kinoloom.platform.Answer
import kinoloom.platform.Money
import kinoloom.platform.Refusal
import kinoloom.platform.TaskId
import kinoloom.platform.TaskStatus
import kinoloom.platform.Usage
import spock.lang.Specification

/** Where the money of a run went. */
class LedgerSpec extends Specification {
    static final StepId A = StepId.of('a')
    static final TaskId T = new TaskId('t-1')
    static final Refusal NO = new Refusal(Refusal.Reason.FAILED, 'no')
    static final Event PREPARED = new Event.Prepared(A, 'ab' * 32, 1, [category: 't2v', params: [duration: 5]], Money.fen(20))

    static Event intent(int n) { new Event.Intent(A, n, "kl$n", Money.fen(20)) }

    static List<Event> sent(int n) { [intent(n), new Event.Barrier(A, n)] }

    static List<Event> answered(int n, boolean whole = true) {
        sent(n) + [new Event.Answered(A, n, new Answer(200, 'application/json', '{}', whole))]
    }

    static List<Event> task(int n) { answered(n) + [new Event.Accepted(A, n, T)] }

    static List<Event> doubt(int n) { [new Event.Ambiguous(A, n, 'connection reset')] }

    static final Event SUCCEEDED = new Event.TaskSucceeded(A, [new TaskStatus.Media('video', 'u')], Usage.NONE)
    static final Event DONE = new Event.Done(A, 'x', Money.fen(18))

    static RunState state(List<Event> events) {
        def workflow = Workflow.builder('t')
        workflow.t2v('a').model('m').prompt('x').add()
        def state = new RunState()
        state.apply(new Event.StepsAdded(null, LocalWork.infos(workflow.build().steps() as List<Step>)))
        state.add(workflow.build().steps())
        events.eachWithIndex { it, i -> state.apply(new Entry(i + 1, Instant.ofEpochSecond(i), it)) }
        state
    }

    /** Of each row: the attempt, why it was sent, what became of it, the most it could cost, and what it did. */
    static List<List> told(RunState state) {
        Ledger.rows(state).collect {
            [it.sent()?.attempt(), it.sent()?.why(), it.reason(), it.amount().estimate()?.fen(), it.amount().actual()?.fen()]
        }
    }

    def 'a step that #what: #spent fen spent, #reserved under way, #inDoubt in doubt'() {
        when:
        def all = [PREPARED] + events
        def run = state(all)

        then:
        told(run) == rows
        [run.spent(), run.reserved().minus(run.doubtful()), run.doubtful()]*.fen() == [spent, reserved, inDoubt]
        // Folding the same again gives the same.
        told(state(all)) == rows

        where:
        what                            | spent | reserved | inDoubt | events | rows
        'is not sent'                   | 0  | 0  | 0  | [] | [[null, null, 'not sent', null, 0]]
        'did not arrive'                | 0  | 0  | 0  | [intent(1), new Event.NotSent(A, 1, 'x')] | [[null, null, 'not sent', null, 0]]
        'was refused'                   | 0  | 0  | 0  | answered(1) + [new Event.Rejected(A, 1, NO)] | [[null, null, 'not sent', null, 0]]
        'arrived at the second attempt' | 18 | 0  | 0  | [intent(1), new Event.NotSent(A, 1, 'x')] + task(2) + [SUCCEEDED, DONE] | [[2, 'first', 'made', 20, 18]]
        'is under way'                  | 0  | 20 | 0  | task(1) | [[1, 'first', 'under way', 20, null]]
        'is reused'                     | 0  | 0  | 0  | [new Event.Reused(A, 'x', 'r0')] | [[null, null, 'reused', null, 0]]
        'is unclear'                    | 0  | 0  | 20 | sent(1) + doubt(1) | [[1, 'first', 'in doubt', 20, null]]
        'was found'                     | 18 | 0  | 0  | sent(1) + doubt(1) + [new Event.Resolved(A, 'adopt', T), SUCCEEDED, DONE] | [[1, 'first', 'made', 20, 18]]
        'was sent again by a policy'    | 18 | 0  | 20 | sent(1) + doubt(1) + [new Event.Resolved(A, 'resubmit', null)] + task(2) + [SUCCEEDED, DONE] |
            [[1, 'first', 'in doubt', 20, null], [2, 'again: by policy', 'made', 20, 18]]
        'was sent again by its user'    | 0  | 20 | 20 | sent(1) + doubt(1) + [new Event.Resolved(A, 'resubmit', null, 'user')] + task(2) |
            [[1, 'first', 'in doubt', 20, null], [2, 'again: by user', 'under way', 20, null]]
        'was given up'                  | 0  | 0  | 20 | sent(1) + doubt(1) + [new Event.Resolved(A, 'abandon', null)] | [[1, 'first', 'given up', 20, null]]
        'was given up, and resumed'     | 0  | 0  | 20 | sent(1) + doubt(1) + [new Event.Resolved(A, 'abandon', null), new Event.RunResumed('x')] | [[1, 'first', 'given up', 20, null]]
        'failed on the platform, and again' | 18 | 0 | 0 | task(1) + [new Event.TaskFailed(A, NO), new Event.Failed(A, 'x', ''), new Event.RunResumed('x')] + task(2) + [SUCCEEDED, DONE] |
            [[1, 'first', 'failed on the platform', 20, 0], [2, 'again: after a failure', 'made', 20, 18]]
        'answered badly'                | 20 | 0  | 0  | answered(1) + [new Event.Failed(A, 'x', '')] | [[1, 'first', 'of no use', 20, 20]]
        'answered badly and told its usage' | 7 | 0 | 0 | answered(1) + [new Event.Charged(A, 1, Money.fen(7)), new Event.Failed(A, 'x', '')] | [[1, 'first', 'of no use', 20, 7]]
        'said nothing and told its usage, read twice' | 7 | 0 | 0 | answered(1) + [new Event.Charged(A, 1, Money.fen(7))] * 2 + doubt(1) | [[1, 'first', 'of no use', 20, 7]]
        'broke off, and again'          | 18 | 0  | 20 | answered(1, false) + doubt(1) + [new Event.Resolved(A, 'resubmit', null)] + answered(2) + [DONE] |
            [[1, 'first', 'cut off', 20, null], [2, 'again: by policy', 'made', 20, 18]]
        'was made and is lost'          | 20 | 0  | 0  | task(1) + [SUCCEEDED] + doubt(1) + [new Event.Resolved(A, 'abandon', null)] | [[1, 'first', 'made and lost', 20, 20]]
        'was made, lost, and found'     | 18 | 0  | 0  | task(1) + [SUCCEEDED] + doubt(1) + [new Event.Resolved(A, 'abandon', null), new Event.Resolved(A, 'adopt', T), SUCCEEDED, DONE] |
            [[1, 'first', 'made', 20, 18]]
        'cost more than its most'       | 25 | 0  | 0  | task(1) + [SUCCEEDED, new Event.Done(A, 'x', Money.fen(25))] | [[1, 'first', 'made', 20, 25]]
    }

    def 'clips and seconds are #counts once #what'() {
        expect:
        with(state([PREPARED] + events).committed().counts()) { [it.clips(), it.seconds(), it.images()] == counts }

        where:
        what                      | events                                                              | counts
        'it is announced'         | [intent(1)]                                                         | [1, 5, 0]
        'it did not arrive'       | [intent(1), new Event.NotSent(A, 1, 'x')]                           | [0, 0, 0]
        'it is refused'           | answered(1) + [new Event.Rejected(A, 1, NO)]                        | [0, 0, 0]
        'its task failed'         | task(1) + [new Event.TaskFailed(A, NO)]                             | [0, 0, 0]
        'it is done'              | task(1) + [SUCCEEDED, DONE]                                         | [1, 5, 0]
        'it is unclear'           | sent(1) + doubt(1)                                                  | [1, 5, 0]
        'it is sent again'        | sent(1) + doubt(1) + [new Event.Resolved(A, 'resubmit', null)] + sent(2) | [2, 10, 0]
        'it is reused'            | [new Event.Reused(A, 'x', 'r0')]                                    | [0, 0, 0]
    }

    def 'the table has a row for each attempt, and sums'() {
        expect:
        Ledger.csv(state([PREPARED] + sent(1) + doubt(1) + [new Event.Resolved(A, 'resubmit', null)] + task(2) + [SUCCEEDED, DONE])) == '''\
step,take,attempt,kind,model,sent,reason,transno,task,when,estimate,actual,difference
a,1,1,t2v,m,first,in doubt,kl1,,1970-01-01T00:00:01Z,0.20,,
a,1,2,t2v,m,again: by policy,made,kl2,t-1,1970-01-01T00:00:05Z,0.20,0.18,-0.02
total,,,,,,spent,,,,0.20,0.18,-0.02
total,,,,,,in doubt,,,,0.20,,
total,,,,,,reserved,,,,0.00,,
'''
    }
}
