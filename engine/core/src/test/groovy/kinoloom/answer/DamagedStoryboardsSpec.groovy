package kinoloom.answer

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.graph.Schema
import kinoloom.journal.Values
import spock.lang.Shared
import spock.lang.Specification

/**
 * Replies as models give them: `NN-name.txt` is what was said, `NN-name.json` beside it the shape that was asked for
 * and the value it must give, or what has to be asked for because anything else would be guessing.
 */
class DamagedStoryboardsSpec extends Specification {
    static final Path FOLDER = Path.of(DamagedStoryboardsSpec.getResource('/storyboards').toURI())

    static final Map<String, Object> SHAPES = [
        film   : [title: String, shots: [[scene: String, motion: String]]],
        board  : [shots: [[scene: String, motion: String]]],
        shots  : [[scene: String, motion: String]],
        names  : [names: [String]],
        ended  : [shots: [String], ending: String],
        cased  : [filmTitle: String, shot_list: [String]],
        chinese: ['标题': String, '镜头': [['画面': String, '秒': Integer]]],
        timed  : [title: Schema.text(80), mood: Schema.oneOf('dark', 'bright'), shots: Schema.list(
            [scene: String, seconds: Schema.integer(3, 8), rain: Boolean, note: Schema.optional(String)], 2, 5)],
    ]

    /** These are JSON of the right shape as they stand. */
    static final List<String> UNTOUCHED = ['-plain', '-chinese-quotes-within-a-text', '-blanks-around-texts']

    @Shared int used = 0

    def 'the storyboard #name is used'() {
        when:
        def reading = Reading.of(said(name), Schema.of(SHAPES[expected(name).shape]))
        used++

        then:
        reading.faults()*.toString() == []
        Values.inOrder(reading.value()) == Values.inOrder(expected(name).value)

        and: 'all that was put right is told'
        reading.repairs().empty == UNTOUCHED.any { name.endsWith(it) }

        where:
        name << names().findAll { expected(it).containsKey('value') }
    }

    def 'the storyboard #name is asked for again'() {
        expect:
        Reading.of(said(name), Schema.of(SHAPES[expected(name).shape])).faults()*.toString() == expected(name).asks

        where:
        name << names().findAll { expected(it).containsKey('asks') }
    }

    def 'at least 55 of at least 60 are used without asking again'() {
        when:
        println "storyboards: $used of ${names().size()} used without asking again"

        then:
        names().size() >= 60
        used >= 55
    }

    private static List<String> names() {
        Files.list(FOLDER).withCloseable { it.toList() }*.fileName*.toString().findAll { it.endsWith('.txt') }*.minus('.txt').sort()
    }

    private static String said(String name) { Files.readString(FOLDER.resolve("${name}.txt")) }

    private static Map expected(String name) { Values.parse(Files.readString(FOLDER.resolve("${name}.json"))) as Map }
}
