package kinoloom.journal

import java.time.Instant
import java.time.InstantSource
import kinoloom.answer.Fault
import kinoloom.answer.Repair
import kinoloom.artifact.Artifact
import kinoloom.graph.Budget
import kinoloom.graph.Kind
import kinoloom.graph.Place
import kinoloom.graph.Quantity
import kinoloom.graph.StepId
import kinoloom.platform.Answer
import kinoloom.platform.Money
import kinoloom.platform.Refusal
import kinoloom.platform.TaskId
import kinoloom.platform.TaskStatus
import kinoloom.platform.Usage

/** One event of every kind, for specs. */
final class Events {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse('2026-11-22T09:30:12.345678Z'))
    static final StepId BOARD = StepId.of('board')
    static final Artifact PICTURE = new Artifact('ab' * 32, 'image/png', 1234)
    static final Refusal REFUSAL = new Refusal(Refusal.Reason.NO_MONEY, 'Insufficient balance')

    /** By type as written in the journal. */
    static final Map<String, Event> ALL = [
        'run.started'     : new Event.RunStarted('r1', '万圣节', 'local', 'http://localhost:1', 'a.groovy', [shots: 3, style: 'ink']),
        'run.resumed'     : new Event.RunResumed('http://localhost:1'),
        'budget.set'      : new Event.BudgetSet(Budget.yuan('12.50').and(Quantity.CLIPS, 12).without(Quantity.IMAGES), 'caller'),
        'run.ended'       : new Event.RunEnded('paused', 'no money', Money.fen(120), [(StepId.of('clip[2]')): BOARD]),
        'workspace.opened': new Event.WorkspaceOpened(4711, new Whereabouts('a1' * 8, 'b2' * 8, '17', '18', 'c3' * 8)),
        'workspace.accepted': new Event.WorkspaceAccepted('its folder is a copy of the one opened last', 12),
        'journal.loss-accepted': new Event.LossAccepted('journal.damaged-1', '7, 9-12', 5, 40, ['board'], Money.fen(120)),
        'published'       : new Event.Published('film', ['out/film.mp4', 'out/film.json']),
        'steps.added'     : new Event.StepsAdded(BOARD, [
            new Event.StepInfo(BOARD, Kind.T2I, 'm', new Place('a.groovy', 3)),
            new Event.StepInfo(StepId.of('frame[2]'), Kind.EXPAND, null, Place.UNKNOWN)]),
        'prepared'        : new Event.Prepared(BOARD, 'cd' * 32, 1, [prompt: 'a "cat"\n', images: [PICTURE]], Money.fen(3)),
        'reused'          : new Event.Reused(BOARD, [PICTURE, 1.50, null], 'r0'),
        'fitted'          : new Event.Fitted(BOARD, 'firstFrame', 'ab' * 32, 'cd' * 32),
        'submit.intent'   : new Event.Intent(BOARD, 1, 'k-1', Money.fen(120)),
        'submit.barrier'  : new Event.Barrier(BOARD, 1),
        'submit.not-sent' : new Event.NotSent(BOARD, 1, 'connection refused'),
        'submit.answered' : new Event.Answered(BOARD, 1, new Answer(200, 'application/json', '{"taskid":"t"}\r\n', true)),
        'submit.accepted' : new Event.Accepted(BOARD, 1, new TaskId('t-1')),
        'submit.rejected' : new Event.Rejected(BOARD, 1, REFUSAL),
        'submit.charged'  : new Event.Charged(BOARD, 1, Money.fen(2)),
        'submit.ambiguous': new Event.Ambiguous(BOARD, 1, 'connection reset', true),
        'submit.resolved' : new Event.Resolved(BOARD, 'adopt', new TaskId('t-2'), 'user'),
        'task.changed'    : new Event.TaskChanged(BOARD, 'RUNNING'),
        'task.succeeded'  : new Event.TaskSucceeded(BOARD, [new TaskStatus.Media('image', 'http://x/y?z')], new Usage([credits: 12])),
        'task.failed'     : new Event.TaskFailed(BOARD, REFUSAL),
        'step.lost-output': new Event.LostOutput(BOARD, 'ab' * 32, new TaskId('t-1'), 'k-1', 'its file is gone'),
        'step.retried'    : new Event.Retried(BOARD, 'refused', 'it was refused'),
        'step.fell-back'  : new Event.FellBack(BOARD, 'wan2.2-t2i-flash', 'it failed'),
        'gate.opened'     : new Event.GateOpened(BOARD, 'Is it good?', PICTURE, ['frame'], ['out/takes/board.png'], Instant.parse('2026-11-22T11:30:12Z'), 'approve'),
        'gate.decided'    : new Event.GateDecided(BOARD, 'approve', 'user'),
        'step.redone'     : new Event.Redone(BOARD, 2, true),
        'step.picked'     : new Event.Picked(BOARD, 1),
        'step.done'       : new Event.Done(BOARD, [hero: PICTURE, '$file': 'mine'], Money.fen(120)),
        'step.repaired'   : new Event.Repaired(BOARD, 1, [new Repair('shots[1].seconds', 'coerce', "'5 s'", '5')]),
        'step.asked-again': new Event.AskedAgain(BOARD, 1, 1, [title: 'T', shots: []], [new Fault('shots', 'has 0 elements')]),
        'step.supplied'   : new Event.Supplied(BOARD, [title: 'T'], 'out/storyboard.json', 'ab' * 32),
        'step.failed'     : new Event.Failed(BOARD, 'it went wrong', 'try again'),
    ]

    /** All kinds of events, down through nested sealed interfaces. */
    static Set<Class<?>> kinds(Class<?> sealed = Event) {
        sealed.permittedSubclasses.collectMany { it.sealed ? kinds(it) : [it] } as Set
    }

    static Event barrier(int attempt) {
        new Event.Barrier(BOARD, attempt)
    }
}
