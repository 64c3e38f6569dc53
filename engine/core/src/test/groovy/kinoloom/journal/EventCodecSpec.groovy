package kinoloom.journal

import java.time.Duration
import kinoloom.graph.Kind
import kinoloom.graph.StepId
import kinoloom.platform.Answer
import spock.lang.Specification

class EventCodecSpec extends Specification {

    def "every kind of event has a codec and an example here"() {
        expect:
        Events.kinds() == Events.ALL.values()*.class as Set
        Events.kinds().size() == Events.ALL.size()
    }

    def "#type comes back as it was, and gives the same bytes again"() {
        given:
        String written = Values.inOrder(EventCodec.encode(event))

        when:
        Event read = EventCodec.decode(type, new Fields(Values.parse(written) as Map))

        then:
        EventCodec.type(event) == type
        read == event
        Values.inOrder(EventCodec.encode(read)) == written

        where:
        type << Events.ALL.keySet()
        event = Events.ALL[type]
    }

    def "what may be null may be null: #event"() {
        given:
        String written = Values.inOrder(EventCodec.encode(event))

        expect:
        EventCodec.decode(EventCodec.type(event), new Fields(Values.parse(written) as Map)) == event

        where:
        event << [
            new Event.StepsAdded(null, [new Event.StepInfo(Events.BOARD, Kind.CUT, null, null)]),
            new Event.RunResumed('http://localhost:1', true),
            new Event.Resolved(Events.BOARD, 'abandon', null),
            new Event.LostOutput(Events.BOARD, 'ab' * 32, null, '', 'gone'),
            new Event.Prepared(Events.BOARD, 'k', 1, [:], null),
            new Event.Prepared(Events.BOARD, 'k', 1, [:], null, ['film'], new Descent('ef' * 32, Descent.Takes.FIRST)),
            new Event.Prepared(Events.BOARD, 'k', 2, [:], null, [], new Descent('ef' * 32, Descent.Takes.STALE)),
            new Event.Done(Events.BOARD, null, null),
            new Event.Failed(Events.BOARD, 'why', null),
            new Event.TaskSucceeded(Events.BOARD, [], null),
            new Event.Answered(Events.BOARD, 1, new Answer(429, null, null, true, Duration.ofSeconds(7))),
        ]
    }

    def "a decision of the first builds does not say who took it: #decision was by #by"() {
        expect:
        EventCodec.decode('submit.resolved', new Fields([step: 'board', decision: decision, task: task])).by() == by

        where:
        decision   | task  || by
        'adopt'    | 't-2' || 'lookup'
        'resubmit' | null  || 'policy'
        'abandon'  | null  || 'policy'
    }

    def "a field that is #problem is refused"() {
        when:
        EventCodec.decode('submit.barrier', new Fields(fields))

        then:
        def e = thrown(IllegalArgumentException)
        e.message == message

        where:
        problem         | fields                                  || message
        'missing'       | [step: 'a']                             || "'attempt' is missing"
        'unknown'       | [step: 'a', attempt: 1, colour: 'red']  || 'Nothing is known of [colour]'
        'of a new type' | [step: 'a', attempt: '1']               || "'attempt' should be a whole number and is 1"
        'a fraction'    | [step: 'a', attempt: 1.5]               || "'attempt' should be a whole number and is 1.5"
        'null'          | [step: 'a', attempt: null]              || "'attempt' should be a whole number and is null"
    }
}
