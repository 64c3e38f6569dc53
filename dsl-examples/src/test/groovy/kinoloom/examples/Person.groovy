package kinoloom.examples

import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import kinoloom.Kinoloom
import kinoloom.Run
import kinoloom.RunResult
import kinoloom.graph.StepId
import kinoloom.journal.Entry
import kinoloom.journal.Event
import kinoloom.run.Verdict

/** Says yes to whatever is asked, and takes the first take. */
final class Person {
    Kinoloom kinoloom
    private final Map<StepId, Verdict> asked = new ConcurrentHashMap<>()

    /** A run with a deadline waits for its answer; one without ends paused, and is answered then. */
    void hear(String run, Entry entry) {
        if (!(entry.event() instanceof Event.GateOpened)) return
        def gate = entry.event() as Event.GateOpened
        asked[gate.step()] = gate.value() == null ? Verdict.take(1) : Verdict.APPROVE
        if (gate.until() != null) CompletableFuture.runAsync { kinoloom.decide(run, gate.step(), asked[gate.step()]) }
    }

    RunResult wait(Run run) {
        def result = run.result().join()
        def questions = result.failures().findAll { it.remedy() == RunResult.Remedy.APPROVE }
        if (result.status() != RunResult.Status.PAUSED || questions.empty) return result
        run.close()
        questions.each { kinoloom.decide(result.run(), it.step(), asked[it.step()]) }
        wait(kinoloom.resume(result.run()))
    }
}
