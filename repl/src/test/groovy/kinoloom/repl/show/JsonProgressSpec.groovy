package kinoloom.repl.show

import java.time.Instant
import kinoloom.answer.Fault
import kinoloom.answer.Repair
import kinoloom.artifact.Artifact
import kinoloom.graph.Budget
import kinoloom.graph.Kind
import kinoloom.graph.Place
import kinoloom.graph.Quantity
import kinoloom.graph.StepId
import kinoloom.journal.Entry
import kinoloom.journal.Event
import kinoloom.journal.Whereabouts
import kinoloom.platform.Answer
import kinoloom.platform.Money
import kinoloom.platform.Refusal
import kinoloom.platform.TaskId
import kinoloom.platform.TaskStatus
import kinoloom.platform.Usage
import kinoloom.run.ChatText
import spock.lang.Specification

class JsonProgressSpec extends Specification {
  static AT = Instant.parse('2026-11-22T09:30:12Z')
  static A = StepId.of('a')

  def lines = []
  def progress = new JsonProgress(lines::add)

  def "an event is a line of JSON: #type"() {
    when:
    progress.accept(new Entry(7, AT, event))

    then:
    lines == ['{"seq":7,"at":"2026-11-22T09:30:12Z","type":"' + type + '","event":' + json + '}']

    where:
    event || json
    new Event.RunStarted('r', 't', 'local', 'http://x', 's.groovy', [n: 3]) || '{"run":"r","title":"t","scope":"local","address":"http://x","script":"s.groovy","params":{"n":3}}'
    new Event.RunResumed('http://x') || '{"address":"http://x","salvaging":false}'
    new Event.WorkspaceOpened(7, new Whereabouts('a', 'b', '17', '18', 'c')) || '{"pid":7,"where":{"machine":"a","boot":"b","folder":"17","journal":"18","path":"c"}}'
    new Event.WorkspaceAccepted('copied', 9) || '{"reason":"copied","last":9}'
    new Event.LossAccepted('journal.damaged-1', '5', 1, 9, ['a'], Money.fen(20)) || '{"kept":"journal.damaged-1","missing":"5","lost":1,"last":9,"steps":["a"],"worst":0.20}'
    new Event.BudgetSet(Budget.yuan('12.50').and(Quantity.CLIPS, 12).without(Quantity.IMAGES), 'caller') || '{"budget":{"money":12.50,"clips":12,"lifted":["images"]},"by":"caller"}'
    new Event.Charged(A, 1, Money.fen(5)) || '{"step":"a","attempt":1,"cost":0.05}'
    new Event.RunEnded('done', '', Money.fen(150)) || '{"status":"done","reason":"","spent":1.50,"unmade":{}}'
    new Event.Repaired(A, 1, [new Repair('x', 'coerce', "'5 s'", '5')]) || '{"step":"a","attempt":1,"repairs":[{"path":"x","rung":"coerce","before":"\'5 s\'","after":"5"}]}'
    new Event.AskedAgain(A, 1, 1, [x: 60], [new Fault('x', 'is 60')]) || '{"step":"a","attempt":1,"asked":1,"value":{"x":60},"faults":[{"path":"x","message":"is 60"}]}'
    new Event.Supplied(A, [x: 6], 'a.json', 'ab') || '{"step":"a","value":{"x":6},"file":"a.json","sha256":"ab"}'
    new Event.Published('film', ['out/film.mp4']) || '{"output":"film","paths":["out/film.mp4"]}'
    new Event.StepsAdded(null, [new Event.StepInfo(A, Kind.T2I, 'm', new Place('s.groovy', 3))]) || '{"by":null,"steps":[{"id":"a","kind":"t2i","model":"m","place":"s.groovy:3"}]}'
    new Event.Prepared(A, 'k', 1, [model: 'm'], Money.fen(5)) || '{"step":"a","key":"k","take":1,"request":{"model":"m"},"estimate":0.05,"uses":[],"descent":{"lineage":"","takes":"FIRST"}}'
    new Event.Reused(A, 'x', 'r0') || '{"step":"a","value":"x","fromRun":"r0"}'
    new Event.Fitted(A, 'images', 'ab', 'cd') || '{"step":"a","word":"images","original":"ab","copy":"cd"}'
    new Event.Intent(A, 1, 't1', Money.fen(5)) || '{"step":"a","attempt":1,"transno":"t1","worst":0.05}'
    new Event.Barrier(A, 1) || '{"step":"a","attempt":1}'
    new Event.NotSent(A, 1, 'refused') || '{"step":"a","attempt":1,"reason":"refused"}'
    new Event.Answered(A, 1, new Answer(200, 'application/json', '{}', true)) || '{"step":"a","attempt":1,"answer":{"status":200,"contentType":"application/json","body":"{}","complete":true,"retryAfter":null}}'
    new Event.Accepted(A, 1, new TaskId('t-1')) || '{"step":"a","attempt":1,"task":"t-1"}'
    new Event.Rejected(A, 1, new Refusal(Refusal.Reason.BUSY, 'x')) || '{"step":"a","attempt":1,"refusal":{"reason":"BUSY","message":"x"}}'
    new Event.Ambiguous(A, 1, 'x') || '{"step":"a","attempt":1,"message":"x","unusable":false}'
    new Event.Resolved(A, 'adopt', new TaskId('t-1')) || '{"step":"a","decision":"adopt","task":"t-1","by":"lookup"}'
    new Event.LostOutput(A, 'ab', null, 'kl1', 'gone') || '{"step":"a","file":"ab","task":null,"transno":"kl1","message":"gone"}'
    new Event.Retried(A, 'failed', 'x') || '{"step":"a","cause":"failed","message":"x"}'
    new Event.FellBack(A, 'm2', 'x') || '{"step":"a","model":"m2","message":"x"}'
    new Event.TaskChanged(A, 'RUNNING') || '{"step":"a","word":"RUNNING"}'
    new Event.TaskSucceeded(A, [new TaskStatus.Media('image', 'http://x/1')], new Usage([n: 1])) || '{"step":"a","media":[{"kind":"image","url":"http://x/1"}],"usage":{"values":{"n":1}}}'
    new Event.TaskFailed(A, new Refusal(Refusal.Reason.FAILED, 'x')) || '{"step":"a","refusal":{"reason":"FAILED","message":"x"}}'
    new Event.Done(A, new Artifact('0' * 64, 'image/png', 12), Money.ZERO) || '{"step":"a","value":{"sha256":"' + '0' * 64 + '","mediaType":"image/png","size":12},"cost":0.00}'
    new Event.GateOpened(A, 'good?', null, ['b'], ['out/a.png'], AT, 'approve') || '{"step":"a","question":"good?","value":null,"uses":["b"],"files":["out/a.png"],"until":"2026-11-22T09:30:12Z","otherwise":"approve"}'
    new Event.GateDecided(A, '2', 'user') || '{"step":"a","decision":"2","by":"user"}'
    new Event.Redone(A, 2, true) || '{"step":"a","take":2,"anew":true}'
    new Event.Picked(A, 1) || '{"step":"a","take":1}'
    new Event.Failed(A, 'x', 'y') || '{"step":"a","message":"x","hint":"y"}'
    type = event.class.simpleName
  }

  def "no kind of event is left out"() {
    expect:
    concrete(Event) == ['RunStarted', 'RunResumed', 'WorkspaceOpened', 'WorkspaceAccepted', 'LossAccepted', 'BudgetSet', 'RunEnded', 'Published', 'StepsAdded', 'Prepared', 'Reused', 'Fitted', 'Intent',
        'GateOpened', 'GateDecided', 'Redone', 'Picked', 'Barrier', 'NotSent', 'Answered', 'Accepted', 'Rejected', 'Charged', 'Repaired', 'AskedAgain', 'Supplied', 'Ambiguous', 'Resolved', 'TaskChanged', 'TaskSucceeded',
        'TaskFailed', 'LostOutput', 'Retried', 'FellBack', 'Done', 'Failed'] as Set
  }

  def "what a chat says is told in a few lines a second, and all of it before what comes of it"() {
    when:
    said 0, 'One'
    said 100, ' two'
    said 200, ' three'
    said 350, ' four'
    said 400, ' five'
    progress.accept(new Entry(8, AT.plusMillis(450), new Event.Barrier(StepId.of('b'), 1)))
    progress.accept(new Entry(9, AT.plusMillis(500), new Event.Done(A, 'x', Money.ZERO)))

    then:
    lines == [
        text('12', 'One'),
        text('12.350', ' two three four'),
        '{"seq":8,"at":"2026-11-22T09:30:12.450Z","type":"Barrier","event":{"step":"b","attempt":1}}',
        text('12.500', ' five'),
        '{"seq":9,"at":"2026-11-22T09:30:12.500Z","type":"Done","event":{"step":"a","value":"x","cost":0.00}}']
  }

  def "reasoning and another attempt are told apart"() {
    when:
    said 0, 'Hm', true
    said 10, 'm.', true
    said 20, 'One'
    said 30, 'One', false, 2

    then:
    lines == [text('12', 'Hm', true), text('12.020', 'm.', true), text('12.030', 'One')]
  }

  def "text that would drive a terminal is harmless"() {
    when:
    said 0, 'a\u001b[31m\u0007"\n'

    then:
    lines == [text('12', 'a\\u001B[31m\\u0007\\"\\n')]
  }

  private said(int millis, String text, boolean reasoning = false, int attempt = 1) {
    progress.said(new ChatText('r', A, attempt, text, reasoning), AT.plusMillis(millis))
  }

  private static String text(String second, String text, boolean reasoning = false) {
    '{"at":"2026-11-22T09:30:' + second + 'Z","type":"ChatText","event":{"run":"r","step":"a","attempt":1,"text":"' + text + '","reasoning":' + reasoning + '}}'
  }

  private Set<String> concrete(Class<?> type) {
    type.permittedSubclasses ? type.permittedSubclasses.collectMany { concrete(it) } as Set : [type.simpleName] as Set
  }
}
