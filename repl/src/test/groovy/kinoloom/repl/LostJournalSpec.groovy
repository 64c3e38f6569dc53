package kinoloom.repl

import java.nio.file.Path
import java.time.InstantSource
import java.util.concurrent.CompletionException
import kinoloom.graph.StepId
import kinoloom.platform.TaskId
import kinoloom.repl.console.Console
import kinoloom.repl.console.Exit
import kinoloom.run.LostJournalException
import kinoloom.run.RescueLine
import spock.lang.Specification

/** What kino says when a run's journal cannot be written. */
class LostJournalSpec extends Specification {
  static final RescueLine LINE = new RescueLine('20261122-r', StepId.of('sun'), 1, 'kl1', new TaskId('t1'), null)

  def "#what: exit 74, and what to do"() {
    given:
    def err = new ByteArrayOutputStream()
    def console = new Console(new PrintStream(new ByteArrayOutputStream()), new PrintStream(err, true, 'UTF-8'))
    def shell = new Shell(console, [:], Path.of('/films'), InstantSource.system(), new Interruption({ }), null)

    expect:
    new Failures(shell).tell(new CompletionException(new LostJournalException('20261122-r', lines, new IOException(cause)))) == Exit.IO
    err.toString('UTF-8') == said

    where:
    what                  | lines  | cause                     || said
    'a full disk'         | []     | 'No space left on device' || '''\
kino: the journal of the run 20261122-r cannot be written: No space left on device
  hint: Make room; then kino resume 20261122-r
'''
    'a disk that is bad'  | []     | 'Input/output error'      || '''\
kino: the journal of the run 20261122-r cannot be written: Input/output error
  hint: See to the disk; then kino resume 20261122-r
'''
    'an answer came late' | [LINE] | 'No space left on device' || '''\
kino: the journal of the run 20261122-r cannot be written: No space left on device; an answer that came too late for it is in a RESCUE line
  hint: Make room; then kino resume 20261122-r. It finds the RESCUE lines by itself; if it asks all the same, give it the line:
        kino resolve 20261122-r STEP --adopt 'RESCUE …'
'''
  }
}
