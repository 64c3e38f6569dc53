package kinoloom.platform.http

import java.util.concurrent.CompletionException
import java.util.function.Function
import java.util.function.UnaryOperator
import kinoloom.platform.NotSentException
import spock.lang.Specification

class PaidCallSpec extends Specification {

    def "an answer that cannot be read because of #failure is told: nobody waits for ever for what may be paid"() {
        given:
        def reader = { throw failure } as Function
        def call = new PaidCall(null, 'example.com', UnaryOperator.identity(), reader)

        when:
        call.onResponse(null, null)
        call.@outcome.getNow(null)

        then:
        def e = thrown(CompletionException)
        e.cause.message == "the answer of example.com cannot be read: $told"
        !(e.cause instanceof NotSentException)

        where:
        failure                           || told
        new IllegalStateException('odd')  || 'java.lang.IllegalStateException: odd'
        new StackOverflowError()          || 'java.lang.StackOverflowError'
    }
}
