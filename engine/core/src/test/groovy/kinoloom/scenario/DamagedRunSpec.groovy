package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import java.util.concurrent.TimeUnit
import kinoloom.Decision
import kinoloom.Kinoloom
import kinoloom.MovedRunException
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import kinoloom.graph.StepId
import kinoloom.journal.DamagedJournalException
import kinoloom.journal.Event
import kinoloom.journal.FileJournal
import kinoloom.journal.NewerJournalException
import kinoloom.platform.Money
import spock.lang.Specification
import spock.lang.TempDir

/** A run whose journal is damaged, was written by a newer version, or is not where it was. */
class DamagedRunSpec extends Specification {
    static final SCRIPT = '''
        def a = t2i { model 'wan2.2-t2i-plus'; prompt 'a' }
        def b = t2i { model 'wan2.2-t2i-plus'; prompt "b"; after a }
        output a: a, b: b
    '''

    @TempDir Path folder
    FakePlatform platform = new FakePlatform()
    String id

    /** A run that is done, whose results are forgotten: all would be paid again. */
    def setup() {
        folder.resolve('film.groovy').toFile().text = SCRIPT
        def done = inEngine { it.run(folder.resolve('film.groovy'), [:]).result().get(20, TimeUnit.SECONDS) }
        assert done.status() == RunResult.Status.DONE
        id = done.run()
        forget()
    }

    def 'what was accepted is fetched on a damaged journal, and nothing is sent'() {
        given: 'a process that ended while two tasks were waited for; then a line is damaged'
        cutAfter('task.changed')
        damage('submit.barrier')

        when:
        def result = resume()

        then:
        result.status() == RunResult.Status.DAMAGED
        result.reason() == 'Its journal is damaged in line 7, so nothing was submitted; what was accepted was fetched'
        result.files().keySet() == ['a', 'ledger'] as Set
        platform.accepted.size() == 2

        and: 'what was done is written behind the damage, and the evidence is still there'
        types().drop(types().indexOf('run.resumed')).containsAll(['task.succeeded', 'step.done', 'published', 'run.ended'])
        status() == 'damaged'
        lines()[6].startsWith('00000000 ')
    }

    def 'once the loss is accepted the run goes on, and the damaged file is kept'() {
        given:
        cutAfter('task.changed')
        damage('submit.barrier')
        def damaged = journal().toFile().text

        when:
        def found = inEngine { it.acceptLoss(id) }

        then:
        found.remains().damages()*.line() == [7, 8]
        found.remains().gaps()*.numbers() == ['6']
        found.risks() == []
        run().resolve('journal.damaged-1').toFile().text == damaged

        and: 'the new journal is whole, with the times of the events that are left'
        def entries = FileJournal.read(journal())
        entries*.seq() == (1..entries.size())
        entries[0..4] == found.remains().entries()[0..4]
        entries.last().event() == new Event.LossAccepted('journal.damaged-1', '6', 1, found.remains().last(), [], Money.ZERO)

        when:
        def result = resume()

        then: 'the step before the gap was accepted, the other was never sent: each is paid once'
        result.status() == RunResult.Status.DONE
        platform.accepted*.params()*.prompt == ['a', 'b', 'b']
        types().count('submit.intent') == 2
    }

    def 'a step that may have been sent in the time that is lost is named, with what it may have cost'() {
        given: 'the request of a step and all that followed are lost, but the end of the run'
        cutAfter('published')
        damage('submit.intent', 'submit.barrier', 'submit.answered', 'submit.accepted', 'task.changed', 'task.succeeded', 'step.done')

        when:
        def found = inEngine { it.examine(id) }

        then:
        found.remains().missing() == 14
        found.risks()*.step()*.value() == ['a', 'b']
        found.risks()*.worst() == [Money.fen(20)] * 2
        found.worst() == Money.fen(40)
        !found.sound()

        and: 'to look changes nothing'
        types() == ['run.started', 'workspace.opened', 'steps.added', 'prepared', 'prepared', 'published']
        Files.list(run()).noneMatch { it.fileName.toString().contains('damaged') }

        when: 'the loss is accepted, what it may have cost stays reserved, and attempts have numbers of their own'
        inEngine { it.acceptLoss(id) }
        def result = resume()

        then:
        result.status() == RunResult.Status.DONE
        inEngine { it.status(id) }.spending().inDoubt() == Money.fen(40)
        FileJournal.read(journal())*.event().findAll { it instanceof Event.Intent }*.attempt().every { it > 1 }
    }

    def 'a request that was announced before events were lost is looked for by its number'() {
        given:
        cutAfter('submit.accepted')
        damage('submit.barrier', 'submit.answered', 'submit.accepted')
        journal().toFile() << new String(framed(journal().toFile().text.readLines().size() + 3, '"type":"published","output":"x","paths":[]'))

        when:
        inEngine { it.acceptLoss(id) }
        def result = resume()

        then:
        result.status() == RunResult.Status.DONE
        platform.accepted*.params()*.prompt == ['a', 'b', 'b']
        FileJournal.read(journal())*.event().findAll { it instanceof Event.Resolved }*.decision() == ['adopt']
    }

    def 'a journal that does not tell how the run began is not gone on with'() {
        given:
        damage('run.started')

        when:
        resume()

        then:
        def e = thrown(DamagedJournalException)
        e.message.endsWith('. Nothing was changed, and nothing is paid on it until what is lost is accepted.')
        types().first() == 'workspace.opened'
    }

    def 'a journal that is whole has no loss to accept'() {
        when:
        inEngine { it.acceptLoss(id) }

        then:
        def e = thrown(IllegalStateException)
        e.message == "The journal of run $id is not damaged: there is no loss to accept"
    }

    def 'what a newer version wrote is shown and never changed: #what'() {
        given:
        def last = journal().toFile().text.readLines().size()
        journal().toFile() << new String(framed(last, said))
        def before = journal().toFile().text

        expect:
        status() == 'newer'
        inEngine { it.runs() }*.state() == ['newer']
        inEngine { it.examine(id) }.remains().newer() == [shown.replace('N', last as String)]

        when:
        resume()

        then:
        def e = thrown(NewerJournalException)
        e.message == "${journal()} was written by a newer Kinoloom: ${shown.replace('N', last as String)}." +
            ' Nothing was changed; use that version for this run.'
        journal().toFile().text == before

        where:
        what       | said                                                       || shown
        'an event' | '"type":"step.dreamt","step":"a"'                          || "event N is of the type 'step.dreamt'"
        'a field'  | '"type":"task.changed","step":"a","word":"X","mood":"sad"' || "event N, task.changed, says 'mood'"
    }

    def 'a run whose folder was #what'() {
        given:
        cutAfter('submit.accepted')
        change.call(run())

        when:
        def result = null
        def refused = null
        try {
            result = resume()
        } catch (MovedRunException e) {
            refused = e.message
        }

        then:
        (result == null ? refused : result.status().toString()) ==
            (how ? "The run $id was copied or set back: $how. What was paid elsewhere since is not known here, so nothing is done until that is accepted." : 'DONE')

        where:
        what                       | change                                                                  || how
        'moved goes on'            | { Path p -> moved(p, 'elsewhere'); moved(p.resolveSibling('elsewhere'), p.fileName as String) } || ''
        'copied waits'             | { Path p -> copy(p) }                                                    || 'its folder is a copy of the one opened last'
        'given another journal waits' | { Path p -> replace(p.resolve('journal.log')) }                       || 'its journal is another file than the one written last'
    }

    def 'a run from another machine waits until that is accepted, and the next one does not ask again'() {
        given: 'the journal tells of a machine that this is not'
        cutAfter('submit.accepted')
        rewrite { it.replaceFirst('"machine":"[0-9a-f]*"', '"machine":"0123456789abcdef"') }

        when:
        resume()

        then:
        def e = thrown(MovedRunException)
        e.message.contains(': it was opened last on another machine. ')
        platform.accepted.size() == 2

        when:
        def found = inEngine { it.acceptCopy(id) }

        then:
        found.moved() == 'it was opened last on another machine'
        types().takeRight(2) == ['workspace.accepted', 'workspace.opened']

        expect:
        resume().status() == RunResult.Status.DONE
        inEngine { it.examine(id) }.sound()

        when:
        inEngine { it.acceptCopy(id) }

        then:
        def whole = thrown(IllegalStateException)
        whole.message == "The run $id was neither copied nor set back: there is nothing to accept"
    }

    def 'a run that was set back is noticed by its mark outside the workspace, and goes on once that is accepted'() {
        given: 'all that happened after the first task was accepted is forgotten, in the same file'
        int last = lines().size() - 1
        cutAfter('submit.accepted', true)

        when:
        resume()

        then:
        def e = thrown(MovedRunException)
        e.message.contains(": its journal ends at event 8, and it had come to event $last. ")

        when: 'without a mark nobody can tell'
        def unmarked = Kinoloom.builder().platform(new FakePlatform()).workspace(folder.resolve('w')).out(folder.resolve('o')).build()

        then:
        unmarked.examine(id).sound()
        unmarked.close()

        when:
        inEngine { it.acceptCopy(id) }

        then:
        resume().status() == RunResult.Status.DONE
        inEngine { it.examine(id) }.sound()
    }

    def 'nothing is decided about a run that was set back: it may have been decided since'() {
        given:
        cutAfter('submit.barrier', true)

        when:
        inEngine { it.resolve(id, StepId.of('a'), Decision.resubmit()) }

        then:
        thrown(MovedRunException)
        types().last() == 'submit.barrier'

        when:
        inEngine { it.acceptCopy(id) }
        inEngine { it.resolve(id, StepId.of('a'), Decision.resubmit()) }

        then:
        types().last() == 'submit.resolved'
    }

    def 'a request that a process left behind needs a decision, whoever asks'() {
        given:
        cutAfter('submit.barrier')

        expect:
        inEngine { it.unclear(id) }*.step()*.value() == ['a']
        inEngine { it.status(id) }.steps()[0].state() == 'needs a decision'
        inEngine { it.status(id) }.steps()[0].detail() == 'UNCLEAR_REQUEST: the process ended after the request was sent and before its answer was written down'
    }

    def 'the marks of runs that are gone are swept when the next run begins'() {
        given:
        def marks = folder.resolve('state')
        assert Files.list(marks).count() == 1
        Files.walk(run()).sorted(Comparator.reverseOrder()).forEach { Files.delete(it) }

        when:
        def next = inEngine { it.run(folder.resolve('film.groovy'), [:]).result().get(20, TimeUnit.SECONDS) }

        then:
        Files.list(marks).toList()*.fileName*.toString()*.replaceFirst(/\.[0-9a-f]{8}$/, '') == [next.run()]
    }

    def 'a place for marks that cannot be used stops nothing'() {
        given:
        forget()
        folder.resolve('state').toFile().deleteDir()
        Files.writeString(folder.resolve('state'), 'a file')

        expect:
        inEngine { it.run(folder.resolve('film.groovy'), [:]).result().get(20, TimeUnit.SECONDS) }.status() == RunResult.Status.DONE
    }

    // --- the run -----------------------------------------------------------------------------------

    private <T> T inEngine(Closure<T> work) {
        def engine = Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o'))
            .marks(folder.resolve('state')).build()
        try {
            work(engine)
        } finally {
            engine.close()
        }
    }

    private RunResult resume() { inEngine { it.resume(id).result().get(20, TimeUnit.SECONDS) } }

    private String status() { inEngine { it.status(id) }.state() }

    private Path run() { folder.resolve("w/runs/$id") }

    private Path journal() { run().resolve('journal.log') }

    private void forget() { folder.resolve('w/results').toFile().deleteDir() }

    private List<String> lines() { journal().toFile().text.readLines() }

    /** The types of the events that are left. */
    private List<String> types() {
        lines().findAll { !it.startsWith('00000000') }.drop(1)*.replaceFirst(/.*?"type":"([a-z.-]+)".*/, '$1')
    }

    private void rewrite(Closure<String> change) {
        def text = lines().withIndex().collect { line, i -> i == 0 ? line + '\n' : new String(framedAs(change(line.split(' ', 3)[2]))) }
        Files.writeString(journal(), text.join(''))
    }

    private void cutAfter(String type, boolean keepingMarks = false) {
        def all = lines()
        int at = all.findIndexOf { it.contains('"type":"' + type + '"') }
        assert at > 0
        def kept = all.take(at + 1)
        Files.writeString(journal(), kept.join('\n') + '\n')
        if (!keepingMarks) folder.resolve('state').toFile().deleteDir()
    }

    /** As if the disk had lost the lines of some types. */
    private void damage(String... types) {
        def text = lines().collect { line ->
            types.any { line.contains("\"type\":\"$it\"") } ? '00000000' + line.substring(8) : line
        }
        Files.writeString(journal(), text.join('\n') + '\n')
    }

    private static byte[] framed(int seq, String fields) {
        framedAs("{\"seq\":$seq,\"at\":\"2026-11-22T09:30:12Z\",$fields}")
    }

    private static byte[] framedAs(String json) {
        def crc = new java.util.zip.CRC32C()
        crc.update(json.bytes)
        "${String.format('%08x', crc.value)} ${json.bytes.length} $json\n".bytes
    }

    private static void moved(Path path, String name) { Files.move(path, path.resolveSibling(name)) }

    private static void copy(Path path) {
        def original = path.resolveSibling('original')
        Files.move(path, original)
        Files.createDirectory(path)
        Files.list(original).forEach { Files.copy(it, path.resolve(it.fileName)) }
    }

    private static void replace(Path file) {
        Files.copy(file, file.resolveSibling('copy'))
        Files.move(file.resolveSibling('copy'), file, StandardCopyOption.REPLACE_EXISTING)
    }
}
