package kinoloom.run

import kinoloom.graph.StepId
import kinoloom.platform.Answer
import kinoloom.platform.TaskId
import spock.lang.Specification

class RescueLineSpec extends Specification {
    static final String RUN = '20261122-093012-halloween'

    static RescueLine line(String step, TaskId task, Answer answer = null) {
        new RescueLine(RUN, StepId.of(step), 1, 'kl5a654d66da6ca0f4794348f2', task, answer)
    }

    def 'a line has all that is needed to find the task again'() {
        given:
        def line = line('board', new TaskId('df27cc4c1d5c5fe7b2e525581289b4c6'))

        expect:
        line.text() == 'RESCUE run=20261122-093012-halloween step=board attempt=1 task=df27cc4c1d5c5fe7b2e525581289b4c6' +
            ' transno=kl5a654d66da6ca0f4794348f2 sha=53cd73d6b63d3a2a'
        RescueLine.parse(line.text()) == line
        RescueLine.parse("kino: 12:30 stderr: ${line.text()}  \n") == line
    }

    def 'an answer in which no task could be found stands in the line itself'() {
        given:
        def line = line('frame[2]', null, new Answer(200, 'application/json', '{"id":"a b"}', true))

        expect:
        line.text().startsWith('RESCUE run=20261122-093012-halloween step=frame[2] attempt=1 status=200' +
            ' type=application%2Fjson answer=%7B%22id%22%3A%22a%20b%22%7D transno=')
        RescueLine.parse(line.text()) == line
    }

    def 'a long answer is cut, and so is one that broke off: they are for a person to read'() {
        expect:
        with(RescueLine.parse(line('a', null, answer).text()).answer()) {
            body() == kept
            !complete()
        }

        where:
        answer                                     | kept
        new Answer(200, '', 'ab' * 5000, true)     | 'ab' * 2000
        new Answer(200, '', '{"taskid":"x', false) | '{"taskid":"x'
    }

    def 'whatever a step, a task or an answer holds, the line is plain text'() {
        given:
        def hostile = "主角 '\"\\\u001b]0;x\u0007\r\nRESCUE run=x sha=\u202e\ud800%20+&#"
        def line = line(hostile, task ? new TaskId(hostile) : null, task ? null : new Answer(200, hostile, hostile, true))

        expect:
        line.text() ==~ /[A-Za-z0-9 =.*_%\[\]-]+/
        RescueLine.parse(line.text()).step().value() == hostile.replace('\ud800', '?')

        where:
        task << [true, false]
    }

    def '#what is refused: #message'() {
        when:
        RescueLine.parse(text)

        then:
        def e = thrown(IllegalArgumentException)
        e.message == message

        where:
        what                      | text                                     || message
        'something else'          | 'task-1'                                 || "a line 'RESCUE run=…' was expected"
        'a line that lacks an end' | line('a', new TaskId('t')).text()[0..-2] || 'the RESCUE line is not whole: copy all of it, from RESCUE to the end of sha=…'
        'a line that was changed' | line('a', new TaskId('t')).text().replace('task=t', 'task=u') || 'the RESCUE line is not whole: copy all of it, from RESCUE to the end of sha=…'
    }
}
