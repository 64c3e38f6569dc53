package kinoloom.repl.show

import java.time.Instant
import kinoloom.RunStatus
import kinoloom.graph.Kind
import kinoloom.graph.Place
import kinoloom.graph.StepId
import kinoloom.journal.Entry
import kinoloom.journal.Event
import kinoloom.platform.Money
import kinoloom.platform.Refusal
import kinoloom.platform.TaskId
import kinoloom.run.ChatText
import kinoloom.run.WorkProgress
import spock.lang.Specification

class PlainProgressSpec extends Specification {
  static START = Instant.parse('2026-11-22T09:30:12Z')
  def lines = []
  def progress = new PlainProgress(lines::add)
  def seq = 0

  def "a run is told in a line for each change of a step"() {
    when:
    at 0, new Event.RunStarted('r1', 'Halloween', 'local', 'http://x', 'h.groovy', [:])
    at 0, steps(null, info('board', Kind.CHAT, 'qwen3-max'), info('scenes', Kind.EXPAND, ''), info('film', Kind.CUT, ''))
    at 0, new Event.Intent(StepId.of('board'), 1, 't1', Money.fen(3))
    at 1, new Event.Barrier(StepId.of('board'), 1)
    at 4, new Event.Done(StepId.of('board'), [shots: []], Money.fen(2))
    at 4, steps('scenes', info('scenes.frame[0]', Kind.T2I, 'wan2.2-t2i-plus'), info('clip[0]', Kind.I2V, 'happyhorse-1.0-i2v'))
    at 4, new Event.Reused(StepId.of('scenes.frame[0]'), 'x', '20261121-x')
    at 5, new Event.Barrier(StepId.of('clip[0]'), 1)
    at 5, new Event.Accepted(StepId.of('clip[0]'), 1, new TaskId('task-7'))
    at 6, new Event.TaskChanged(StepId.of('clip[0]'), 'PENDING')
    at 9, new Event.TaskChanged(StepId.of('clip[0]'), 'RUNNING')
    at 12, new Event.TaskChanged(StepId.of('clip[0]'), 'processing')
    at 75, new Event.Done(StepId.of('clip[0]'), 'x', Money.fen(450))
    at 75, new Event.Done(StepId.of('scenes'), [], Money.ZERO)
    at 75, new Event.Prepared(StepId.of('film'), 'k', 1, [:], Money.ZERO)
    at 3700, new Event.Done(StepId.of('film'), 'x', Money.ZERO)

    then:
    lines.join('\n') == '''\
   0:00  run r1
   0:01  board             submitted  qwen3-max
   0:04  board             done       0.02 yuan
   0:04  scenes            expanded   2 steps
   0:04  scenes.frame[0]   reused     from 20261121-x
   0:05  clip[0]           submitted  happyhorse-1.0-i2v
   0:09  clip[0]           running
   1:15  clip[0]           done       4.50 yuan
   1:15  film              running
1:01:40  film              done'''
  }

  def "a film is told of at each quarter, once"() {
    given:
    at 0, steps(null, info('film', Kind.CUT, ''))
    at 0, new Event.Prepared(StepId.of('film'), 'k', 1, [:], Money.ZERO)

    when:
    [0.1, 0.26, 0.3, 0.51, 0.4, 0.8, 1.0].eachWithIndex { done, i ->
      progress.worked(new WorkProgress('r1', StepId.of('film'), done as double, i ? 2.25d : 0d), START.plusSeconds(i))
    }

    then:
    lines*.trim() == ['0:00  film              running', '0:01  film              cutting    25 %, 2.3 x',
                      '0:03  film              cutting    50 %, 2.3 x', '0:05  film              cutting    75 %, 2.3 x']
  }

  def "what goes wrong is told in the platform's words, cleaned"() {
    when:
    at 0, steps(null, info('clip', Kind.I2V, 'm'))
    at 1, new Event.NotSent(StepId.of('clip'), 1, 'connection refused')
    at 2, new Event.Barrier(StepId.of('clip'), 2)
    at 3, new Event.Rejected(StepId.of('clip'), 2, new Refusal(Refusal.Reason.THROTTLED, 'too\u001b[31m many\ntasks'))
    at 4, new Event.Ambiguous(StepId.of('clip'), 3, 'the connection ended')
    at 5, new Event.Failed(StepId.of('clip'), 'refused for its content', '')

    then:
    lines*.trim() == [
        '0:01  clip              not sent   connection refused',
        '0:02  clip              submitted  m, attempt 2',
        '0:03  clip              refused    too many tasks',
        '0:04  clip              unclear    the connection ended',
        '0:05  clip              failed     refused for its content',
    ]
  }

  def "what is asked for again, and of whom, is told with the reason"() {
    when:
    at 0, steps(null, info('clip', Kind.I2V, 'm'))
    at 1, new Event.Barrier(StepId.of('clip'), 1)
    at 2, new Event.Retried(StepId.of('clip'), 'failed', 'The task failed on the platform: out of luck')
    at 3, new Event.Barrier(StepId.of('clip'), 2)
    at 4, new Event.FellBack(StepId.of('clip'), 'other', 'The task failed on the platform, asked 2 times: out of luck')
    at 5, new Event.Barrier(StepId.of('clip'), 3)

    then:
    lines*.trim() == [
        '0:01  clip              submitted  m',
        '0:02  clip              again      The task failed on the platform: out of luck',
        '0:03  clip              submitted  m, attempt 2',
        '0:04  clip              fallback   other: The task failed on the platform, asked 2 times: out of luck',
        '0:05  clip              submitted  other, attempt 3']
  }

  def "of a chat that writes it says now and then how much, and never what"() {
    when:
    at 0, steps(null, info('board', Kind.CHAT, 'qwen3-max'))
    at 1, new Event.Barrier(StepId.of('board'), 1)
    (2..7).each { writes it, 'Hm. ' * 10, true }
    (8..20).each { writes it, '南瓜🎃\u001b[31m' * 15 }
    at 21, new Event.Done(StepId.of('board'), 'x', Money.fen(2))

    then:
    lines*.trim() == [
        '0:01  board             submitted  qwen3-max',
        '0:06  board             thinking   200 characters',
        '0:11  board             writing    480 characters',
        '0:16  board             writing    1,080 characters',
        '0:21  board             done       0.02 yuan']
  }

  def "another attempt of a chat writes from the beginning"() {
    when:
    at 0, steps(null, info('board', Kind.CHAT, 'qwen3-max'))
    at 0, new Event.Barrier(StepId.of('board'), 1)
    writes 1, 'x' * 100
    at 2, new Event.Ambiguous(StepId.of('board'), 1, 'cut off')
    at 3, new Event.Barrier(StepId.of('board'), 2)
    writes 4, 'x' * 7, false, 2
    writes 9, 'x' * 7, false, 2
    (10..20).each { progress.beat(START.plusSeconds(it)) }

    then:
    lines*.trim().drop(3) == [
        '0:09  board             writing    14 characters',
        '0:19  … waiting for board (writing, 0:16)']
  }

  def "when nothing is said for ten seconds, it says what is waited for"() {
    given:
    at 0, steps(null, *(0..4).collect { info("clip[$it]", Kind.I2V, 'm') })
    (0..4).each { at it, new Event.Barrier(StepId.of("clip[$it]"), 1) }
    at 5, new Event.TaskChanged(StepId.of('clip[1]'), 'RUNNING')
    lines.clear()

    when:
    (6..30).each { progress.beat(START.plusSeconds(it)) }

    then:
    lines*.trim() == [
        '0:15  … waiting for clip[0] (submitted, 0:15), clip[1] (running, 0:10), clip[2] (submitted, 0:13) and 2 more',
        '0:25  … waiting for clip[0] (submitted, 0:25), clip[1] (running, 0:20), clip[2] (submitted, 0:23) and 2 more',
    ]
  }

  def "a run that goes on knows its steps, and waits for what was under way"() {
    given:
    def place = new Place('h.groovy', 3)
    def steps = [
        new RunStatus.StepStatus(StepId.of('a'), Kind.T2I, 'm', 'done', '', Money.fen(20), place),
        new RunStatus.StepStatus(StepId.of('b'), Kind.I2V, 'm', 'running', 'task-7', Money.ZERO, place),
        new RunStatus.StepStatus(StepId.of('c'), Kind.I2V, 'n', 'waiting', '', Money.ZERO, place)]

    when:
    progress.before(new RunStatus('r1', '', 'interrupted', START, new RunStatus.Spending(Money.ZERO, Money.ZERO), steps, []), START)
    at 0, new Event.RunResumed('http://x')
    progress.beat(START.plusSeconds(10))
    at 12, new Event.Barrier(StepId.of('c'), 1)

    then:
    lines*.trim() == [
        '0:00  run r1 goes on',
        '0:10  … waiting for b (running, 0:10)',
        '0:12  c                 submitted  n']
  }

  def "a long name is cut in the middle, where names differ least"() {
    when:
    at 0, steps(null, info('the_very_long_name_of_a_picture[12]', Kind.T2I, 'm'))
    at 0, new Event.Barrier(StepId.of('the_very_long_name_of_a_picture[12]'), 1)

    then:
    lines == ['   0:00  the_very_long…a_picture[12]   submitted  m']
  }

  def "nothing is waited for before a run begins and after it ended"() {
    when:
    progress.beat(START)
    at 0, steps(null, info('a', Kind.T2I, 'm'))
    at 0, new Event.Barrier(StepId.of('a'), 1)
    at 1, new Event.RunEnded('cancelled', '', Money.ZERO)
    progress.beat(START.plusSeconds(60))

    then:
    lines.size() == 1
  }

  private at(int second, Event event) {
    progress.accept(new Entry(++seq, START.plusSeconds(second), event))
  }

  private writes(int second, String text, boolean reasoning = false, int attempt = 1) {
    progress.said(new ChatText('r', StepId.of('board'), attempt, text, reasoning), START.plusSeconds(second))
  }

  private static steps(String by, Event.StepInfo... infos) {
    new Event.StepsAdded(by ? StepId.of(by) : null, infos.toList())
  }

  private static info(String id, Kind kind, String model) {
    new Event.StepInfo(StepId.of(id), kind, model, new Place('h.groovy', 3))
  }
}
