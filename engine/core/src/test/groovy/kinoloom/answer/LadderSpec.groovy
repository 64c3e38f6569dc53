package kinoloom.answer

import java.util.concurrent.TimeUnit
import kinoloom.graph.Schema
import kinoloom.journal.Values
import spock.lang.Specification
import spock.lang.Timeout

/** What the ladder keeps to, whatever is said. */
class LadderSpec extends Specification {
    static final Schema FILM = Schema.of(DamagedStoryboardsSpec.SHAPES.film)

    def 'a repair says where it was, what was there and what it was taken for'() {
        when:
        def reading = Reading.of('{"title": "T", "shots": [{"scene": "a", "motion": 7},]}', FILM)

        then:
        reading.repairs() == [new Repair('shots', 'parse', 'a comma too many', ''), new Repair('shots[0].motion', 'coerce', '7', "'7'")]
        reading.repairs()*.toString() == ['shots: a comma too many', "shots[0].motion: 7 → '7'"]
    }

    def 'the parts of a second answer stand where the first was wrong: #said'() {
        given:
        def before = [title: 'T', shots: [[scene: 'a', motion: 'x'], [scene: 'b']]]

        expect:
        Reading.of(said, FILM, before).orThrow() == value

        where:
        said                                                              || value
        '{"shots[1].motion": "y"}'                                        || [title: 'T', shots: [[scene: 'a', motion: 'x'], [scene: 'b', motion: 'y']]]
        'Sorry!\n```json\n{"shots[1].motion": "y",}\n```'                 || [title: 'T', shots: [[scene: 'a', motion: 'x'], [scene: 'b', motion: 'y']]]
        '{"shots": [{"scene": "c", "motion": "z"}]}'                      || [title: 'T', shots: [[scene: 'c', motion: 'z']]]
        '{"shots[2]": {"scene": "c", "motion": "z"}, "shots[1].motion": "y"}' || [title: 'T', shots: [[scene: 'a', motion: 'x'], [scene: 'b', motion: 'y'], [scene: 'c', motion: 'z']]]
        '{"title": "U", "shots": [{"scene": "c", "motion": "z"}]}'        || [title: 'U', shots: [[scene: 'c', motion: 'z']]]
    }

    def 'JSON is read as what it is: #seed'() {
        given:
        def random = new Random(seed)
        def shape = Schema.of(a: Object)

        expect:
        200.times {
            def value = [a: any(random, 0)]
            [Values.inOrder(value), Values.pretty(value)].each { text ->
                def reading = Reading.of(text, shape)
                assert reading.repairs() == []
                assert value.a == null || Values.inOrder(reading.value()) == Values.inOrder(value)
            }
        }

        where:
        seed << (1..5)
    }

    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    def 'whatever is said, it is read in time, and nothing is thrown'() {
        given:
        def random = new Random(11)
        def pieces = ['{', '}', '[', ']', '"', "'", '“', '”', ',', '，', ':', '：', '\\', '\n', ' ', 'a', 'title', '"shots":', '5', '-', '.', '…',
                      '//', '/*', '#', '```', '<think>', '</think>', 'null', '\\u12', '「', '【', '\ud83c']

        expect:
        1000.times {
            def text = (0..random.nextInt(40)).collect { pieces[random.nextInt(pieces.size())] }.join('')
            def reading = Reading.of(text, FILM)
            assert reading.fits() || reading.faults()
            Values.inOrder(reading.value())
        }
        pieces.every { piece ->
            def reading = Reading.of(piece * (60_000.intdiv(piece.length())), FILM)
            reading.faults()
        }
        ['"/*', '{"a', '[{', '{"title":"', '" "', '","', '"a":', 'a,', "'\n", '{"":['].every { pair ->
            Reading.of(pair * (60_000.intdiv(pair.length())), FILM).faults()
        }
        Reading.of('x' * 1_000_001, FILM).faults()*.toString() == ['the answer has more than 1000000 characters']
    }

    private static Object any(Random random, int depth) {
        switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0: return random.nextInt(2000) - 1000
            case 1: return random.nextBoolean()
            case 2: return null
            case 3: return new BigDecimal(random.nextInt(100000)).movePointLeft(3)
            case 4: return text(random)
            case 5: return (0..<random.nextInt(4)).collect { any(random, depth + 1) }
            default: return (0..<random.nextInt(4)).collectEntries { [text(random) + it, any(random, depth + 1)] }
        }
    }

    private static String text(Random random) {
        def bits = ['"', '\\', ', ', ': ', '“', '”', "'", '{', '}', '[', ']', 'a fox', '狐', '：', '，', '\n', '//', '`', '…', '5', 'null']
        (0..<random.nextInt(6)).collect { bits[random.nextInt(bits.size())] }.join('')
    }
}
