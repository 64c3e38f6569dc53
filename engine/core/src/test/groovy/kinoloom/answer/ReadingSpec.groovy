package kinoloom.answer

import kinoloom.graph.Schema
import spock.lang.Specification

class ReadingSpec extends Specification {

    def 'the value that was asked for is found in #said'() {
        expect:
        Reading.of(said, Schema.of(shape)).orThrow() == value

        where:
        said                                   | shape       | value
        '42'                                   | Integer     | 42
        '```json\n42\n```'                     | Integer     | 42
        '3000000000'                           | Long        | 3000000000L
        'true'                                 | Boolean     | true
        '4.5'                                  | BigDecimal  | 4.5
        '{"a": [1]}'                           | Object      | [a: [1]]
        'none'                                 | Object      | 'none'
        'Here it is [as asked]: {"a": "x"} ok' | [a: String] | [a: 'x']
        'See {below}: ["x", "y"].'             | [String]    | ['x', 'y']
    }
}
