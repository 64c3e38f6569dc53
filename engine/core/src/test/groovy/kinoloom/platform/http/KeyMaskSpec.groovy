package kinoloom.platform.http

import spock.lang.Specification
import spock.lang.Timeout

class KeyMaskSpec extends Specification {
    static final String KEY = 'kl-canary-0123456789abcdef'
    static final KeyMask MASK = KeyMask.of(KEY)
    static final String CODED = KEY.bytes.encodeBase64()

    def "a key is found #spelled"() {
        expect:
        MASK.hide("<$text>").startsWith("<$KeyMask.MASK")
        MASK.hide("<$text>").findAll(/[A-Za-z0-9]/).size() <= 'key'.size() + left

        where:
        spelled                            | text                                                  || left
        'as it is'                         | KEY                                                   || 0
        'backwards'                        | KEY.reverse()                                         || 0
        'escaped for JSON'                 | KEY.collect { String.format('\\u%04x', (int) it) }.join() || 0
        'escaped for JSON four times'      | KEY.collect { '\\' * 15 + it }.join()                 || 0
        'escaped with x'                   | KEY.collect { String.format('\\x%02X', (int) it) }.join() || 0
        'escaped for a URL'                | KEY.collect { String.format('%%%02x', (int) it) }.join() || 0
        'in Base64'                        | CODED                                                 || 1
        'in Base64 of many lines'          | CODED.collect { it + '\r\n' + ' ' * 9 }.join()         || 1
        'in Base64 of many lines, in JSON' | CODED.collect { it + '\\r\\n' }.join()               || 7
    }

    @Timeout(20)
    def "a text of #what takes no time, and is left alone"() {
        given:
        def text = what(1024 * 1024)

        expect:
        MASK.hide(text) == text

        where:
        named                                | what
        'backslashes'                        | { int n -> '\\' * n }
        'a sign of the key and backslashes'  | { int n -> 'k' + '\\' * n }
        'blanks that keep a line open'       | { int n -> CODED[0] + ' ' * n }
        'line ends, in JSON'                 | { int n -> CODED[0] + '\\n' * (n / 2) }
        'percent signs escaped for ever'     | { int n -> '%' + '25' * (n / 2) }
        'zeros of an entity'                 | { int n -> '&#' + '0' * n }
        'a key that begins again and again'  | { int n -> KEY[0..-2] * (n / KEY.size()) }
    }
}
