package kinoloom.emulator.console

import spock.lang.Specification

import java.nio.file.Files
import java.nio.file.Path

class WordsSpec extends Specification {
    static final Map<String, List<String>> ALL =
            new com.fasterxml.jackson.databind.ObjectMapper().readValue(WordsSpec.getResource('/kinoloom/emulator/console-words.json'), Map)

    def "every text is there in both languages, with the same places for values"() {
        expect:
        ALL.every { key, texts -> texts.size() == 2 && texts.every { !it.isBlank() } }
        ALL.every { key, texts -> texts[0].findAll(/\{\d\}/) as Set == texts[1].findAll(/\{\d\}/) as Set }
    }

    def "every text the code asks for is there"() {
        given:
        def asked = Files.list(Path.of('src/main/java/kinoloom/emulator/console')).toList()
                .collectMany { Files.readString(it).findAll(/(?:say\(|Refusal\(\d+, |"\/[\w.?=]*", )"([a-z]+(?:\.[a-zA-Z0-9]+)?)"/) { all, key -> key } } as Set

        expect:
        asked.size() > 40
        asked.findAll { !(it in ALL.keySet()) } == [] as Set
    }

    def "an unknown text is a mistake that names it"() {
        when:
        Words.EN.say('no.such')

        then:
        def e = thrown(IllegalArgumentException)
        e.message == 'console-words.json has no no.such'
    }
}
