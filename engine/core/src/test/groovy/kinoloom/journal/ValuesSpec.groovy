package kinoloom.journal

import kinoloom.artifact.Artifact
import spock.lang.Specification

class ValuesSpec extends Specification {

    def "#value is written as #json and comes back"() {
        expect:
        Values.json(value) == json
        Values.parse(json) == value
        Values.parse(json)?.class == value?.class || value instanceof Map || value instanceof List
        Values.json(Values.parse(json)) == json

        where:
        value                                  || json
        null                                   || 'null'
        true                                   || 'true'
        ''                                     || '""'
        '万圣节 🎃'                             || '"万圣节 🎃"'
        'line\nNUL\u0000esc\u001b"\\'          || '"line\\nNUL\\u0000esc\\u001B\\"\\\\"'
        'half a pair \ud83c, and \udf83'       || '"half a pair \\ud83c, and \\udf83"'
        0                                      || '0'
        Integer.MIN_VALUE                      || '-2147483648'
        2147483648L                            || '2147483648'
        9223372036854775808G                   || '9223372036854775808'
        1.50                                   || '1.50'
        100.0                                  || '100.0'
        new BigDecimal('5E+2')                 || '5E+2'
        []                                     || '[]'
        [1, 'a', null, [2.5]]                  || '[1,"a",null,[2.5]]'
        [b: 1, a: [d: 2, c: 3]]                || '{"a":{"c":3,"d":2},"b":1}'
        Events.PICTURE                         || '{"$file":{"sha256":"' + 'ab' * 32 + '","mediaType":"image/png","size":1234}}'
        ['$file': 'no file']                   || '{"$$file":"no file"}'
        ['$$file': [$: 1]]                     || '{"$$$file":{"$$":1}}'
    }

    def "a map that looks like a file stays a map"() {
        given:
        def map = ['$file': [sha256: 'ab' * 32, mediaType: 'image/png', size: 1]]

        expect:
        Values.parse(Values.json(map)) == map
        !(Values.parse(Values.json(map)) instanceof Artifact)
    }

    def "floating point goes through its text: #number is #json"() {
        expect:
        Values.json(number) == json
        Values.json(Values.parse(json)) == json

        where:
        number      || json
        0.1d        || '0.1'
        0.1f        || '0.1'
        1.0e10d     || '1.0E+10'
        1.0e-7d     || '1.0E-7'
        3d          || '3.0'
    }

    def "in order, a map keeps its order, and a text may be a GString"() {
        expect:
        Values.inOrder([b: 1, a: "x${1}"]) == '{"b":1,"a":"x1"}'
    }

    def "#what cannot be kept"() {
        when:
        Values.json(value)

        then:
        def e = thrown(IllegalArgumentException)
        e.message == message

        where:
        what           | value         || message
        'an object'    | [new Date(0)] || 'Cannot keep a java.util.Date: a value is a string, number, boolean, null, list, map or file'
        'not a number' | Double.NaN    || 'Cannot keep the number NaN'
        'a number key' | [1: 'a']      || 'The keys of a map must be strings, not 1'
        'a loop'       | loop()        || 'A value is nested deeper than 200 levels'
    }

    def "reading is strict: #text"() {
        when:
        Values.parse(text)

        then:
        thrown(IllegalArgumentException)

        where:
        text << ['', '{', '{"a":1,"a":2}', '1 2', '{"a":1}{"b":2}', 'NaN', "{'a':1}", '{"$new":1}', '{"$file":1}',
                 '{"$file":{"sha256":"00","mediaType":"image/png","size":1}}', '{"a":1,"$file":{}}', '[1,]']
    }

    private static List loop() {
        def list = []
        list << list
        list
    }
}
