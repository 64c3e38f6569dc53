package kinoloom.run

import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kinoloom.graph.StepId
import spock.lang.Specification

/** However much chats say, the runner has one thing to do about it: tell what there is. */
class SpeechJoiningSpec extends Specification {
    final List<ChatText> told = new CopyOnWriteArrayList<>()
    int woken = 0
    final Speech speech = new Speech({ told << it }, { woken++ })

    static ChatText piece(String step, String text, int attempt = 1, boolean reasoning = false) {
        new ChatText('run-1', StepId.of(step), attempt, text, reasoning)
    }

    def 'pieces that wait are told as one, in the order of their step'() {
        when:
        [piece('a', 'Hm', 1, true), piece('a', 'One'), piece('b', 'Eins'), piece('a', ', two'), piece('b', ', zwei'), piece('a', 'Uno', 2)].each { speech.said(it) }
        speech.tell()

        then: 'and the runner was woken once'
        told == [piece('a', 'Hm', 1, true), piece('a', 'One, two'), piece('b', 'Eins, zwei'), piece('a', 'Uno', 2)]
        woken == 1

        when:
        speech.said(piece('a', ', dos', 2))
        speech.tell()
        speech.tell()

        then:
        told.last() == piece('a', ', dos', 2)
        told.size() == 5
        woken == 2
    }

    def 'a listener that is slow gets more at a time, and loses nothing'() {
        given:
        def busy = new CountDownLatch(1)
        def all = new CountDownLatch(1)
        def slow = new Speech({ told << it; busy.countDown(); all.await(10, TimeUnit.SECONDS) }, { })

        when:
        slow.said(piece('a', '0 '))
        def teller = Thread.start { slow.tell() }
        busy.await(10, TimeUnit.SECONDS)
        (1..3000).each { slow.said(piece('a', "$it ")) }
        all.countDown()
        teller.join()
        slow.tell()

        then:
        told.size() == 2
        told*.text().join('') == (0..3000).join(' ') + ' '
    }
}
