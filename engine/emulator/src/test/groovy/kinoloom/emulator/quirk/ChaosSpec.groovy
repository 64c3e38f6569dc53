package kinoloom.emulator.quirk

import kinoloom.emulator.Emulator
import kinoloom.emulator.Wire
import kinoloom.emulator.task.Outcome
import spock.lang.Specification

import static kinoloom.emulator.quirk.Bench.CHAT
import static kinoloom.emulator.quirk.Bench.IMAGE

class ChaosSpec extends Specification {

    def "#profile: about #percent% of requests go wrong, of every kind"() {
        when:
        def share = Ask.Kind.values().collect { kind -> (1..3000).count { wrong(new BadDay(Chaos.named(profile), 7), new Ask(kind, it)) } / 30 }

        then:
        share.every { Math.abs(it - percent) < percent / 4 }

        where:
        profile | percent
        'mild'  | 2
        'rough' | 10
        'storm' | 33
    }

    def "each mishap happens to #kind sooner or later, and no other: #mishaps"() {
        expect:
        (0..999).collect { Mishap.of(kind, it / 1000d) }.unique()*.name() == mishaps

        where:
        kind            || mishaps
        Ask.Kind.SUBMIT || ['PAGE_500', 'PAGE_502', 'PAGE_503', 'THROTTLED', 'RESET_UNREAD', 'RESET_UNANSWERED', 'PAGE_504_DONE', 'CUT_MIDWAY', 'SLOW']
        Ask.Kind.CHAT   || ['PAGE_500', 'PAGE_502', 'PAGE_503', 'THROTTLED', 'RESET_UNREAD', 'RESET_UNANSWERED', 'PAGE_504_DONE', 'CUT_MIDWAY', 'SLOW']
        Ask.Kind.LIST   || ['PAGE_500', 'PAGE_502', 'PAGE_503', 'THROTTLED', 'RESET_UNREAD', 'RESET_UNANSWERED', 'PAGE_504_DONE', 'CUT_MIDWAY', 'SLOW']
        Ask.Kind.POLL   || ['PAGE_500', 'PAGE_502', 'PAGE_503', 'THROTTLED', 'RESET_UNREAD', 'RESET_UNANSWERED', 'PAGE_504_DONE', 'CUT_MIDWAY', 'SLOW', 'ODD_STATUS', 'POLL_ERROR']
        Ask.Kind.FILE   || ['PAGE_500', 'PAGE_502', 'PAGE_503', 'RESET_UNREAD', 'CUT_MIDWAY', 'SLOW', 'LINK_REFUSED']
    }

    def "the same seed has the same bad day on the wire, another has another"() {
        given:
        def third = day(3)

        expect:
        day(3) == third
        day(4) != third
        third.toUnique().sort() == ['200 {"id":"ch', '429 429: Too', '500 500 Inter', '502 <html>', '504 <html>', 'broken']
    }

    def "a storm charges each success once and no failure"() {
        given:
        def bench = new Bench([], 0, { chaos('storm').seed(5) })

        when:
        30.times { answer { bench.wire.post(IMAGE, Bench.CAT) } }
        10.times { n -> answer { bench.wire.post(CHAT, [prompt: "question $n"]) } }
        bench.rendered()
        def tasks = bench.emulator.@tasks.newestFirst('demo')
        def made = tasks.findAll { it.outcome() instanceof Outcome.Made }*.order()*.taskid() as Set
        def ledger = bench.emulator.ledger()
        def charges = ledger.findAll { it.kind().name() == 'CHARGE' }*.taskid()

        then:
        made.size() in 5..<tasks.size()
        charges.toUnique() == charges
        charges.findAll { !it.startsWith('chatcmpl-') } as Set == made
        ledger.count { it.kind().name() == 'RELEASE' } == tasks.size() - made.size()
        bench.emulator.balanceFen() == 10000 - ledger.findAll { it.kind().name() == 'CHARGE' }*.amountFen().sum()

        cleanup:
        bench.close()
    }

    def "what the vendor or a moderator makes of a task is told in the vendor's words"() {
        expect:
        (1..200).collect { n -> new Faults([] as Set, Chaos.STORM, 1, 1).fate(1, n).orElse(null) }.findAll().toUnique().sort() == [
                'ERROR: DataInspectionFailed: Output data may contain inappropriate content.',
                'ERROR: InternalError: An internal error has occured, please try again later']
    }

    def "there is no profile '#name': #message"() {
        when:
        Emulator.builder().chaos(name)

        then:
        def e = thrown(IllegalArgumentException)
        e.message == message

        where:
        name      || message
        'ruogh'   || "there is no chaos profile 'ruogh'. Did you mean rough? There are: mild, rough, storm"
        'tornado' || "there is no chaos profile 'tornado'. There are: mild, rough, storm"
    }

    def "a quirk that is not there is named with the nearest and all others"() {
        when:
        Emulator.builder().quirk('envelop-data')

        then:
        def e = thrown(IllegalArgumentException)
        e.message.startsWith("there is no quirk 'envelop-data'. Did you mean envelope-data? There are: envelope-data, envelope-resposne, ")
        e.message.endsWith(', sse-unasked')
    }

    def "an emulator says which quirks are turned on"() {
        given:
        def emulator = Emulator.builder().quirk('sse-cut').quirk('envelope-data').quirk('sse-cut').start()

        expect:
        emulator.quirks()*.kebab() == ['envelope-data', 'sse-cut']

        cleanup:
        emulator.close()
    }

    private static boolean wrong(BadDay day, Ask ask) {
        day.happening(ask) != null
    }

    private static List<String> day(long seed) {
        new Bench([], 0, { chaos('storm').seed(seed) }).withCloseable { bench ->
            (1..80).collect { answer { bench.wire.post(CHAT, [prompt: 'hello']) } }
        }
    }

    /** The status of an answer and how its body begins. */
    private static String answer(Closure<Wire.Reply> request) {
        try {
            def reply = request.call()
            "$reply.status ${reply.text.readLines()[0].take(9).trim()}"
        } catch (IOException ignored) {
            'broken'
        }
    }
}
