package kinoloom.run

import java.time.Duration
import spock.lang.Specification

class RetryPolicySpec extends Specification {

    def "after #made failures the next attempt is at any time within #most ms"() {
        given:
        def random = new Random(7)

        when:
        def pauses = (1..2000).collect { RetryPolicy.SUBMIT.pause(made, random).toMillis() }

        then:
        pauses.max() <= most && pauses.max() > most * 0.99
        pauses.min() < most * 0.01

        where:
        made | most
        1    | 500
        2    | 1000
        3    | 2000
        6    | 16_000
        7    | 30_000
        90   | 30_000
    }

    def "six attempts are made, and no more"() {
        expect:
        (0..9).findAll { RetryPolicy.SUBMIT.again(it) } == (0..5)
    }

    def "a server that asks to be left alone for #asked is left alone for so long at least"() {
        when:
        def pauses = (1..200).collect { RetryPolicy.SUBMIT.pause(1, asked, new Random(it)).toMillis() }

        then:
        pauses.min() >= least
        pauses.max() <= most

        where:
        asked                   | least  | most
        null                    | 0      | 500
        Duration.ZERO           | 0      | 500
        Duration.ofMillis(300)  | 300    | 500
        Duration.ofMinutes(10)  | 600000 | 600000
    }
}
