package kinoloom.journal

import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import kinoloom.plan.Exposure
import kinoloom.plan.RunState
import spock.lang.Specification

/**
 * Journals as every version wrote them, and as every accident left them: what they said once they say for ever. A new
 * format, a new field and a bug that was found each leave one here, as `NAME.log` and what is to be read of it. When
 * a reading changes on purpose, the new one is in `target/museum`.
 */
class MuseumSpec extends Specification {
    static final Path MUSEUM = Path.of(MuseumSpec.getResource('/museum/first.log').toURI()).parent

    static List<String> names() {
        Files.list(MUSEUM).withCloseable { it.toList() }*.fileName*.toString()
            .findAll { it.endsWith('.log') }*.minus('.log').sort()
    }

    def "#name is read as it was"() {
        given:
        def file = MUSEUM.resolve("${name}.log")
        def expected = MUSEUM.resolve("${name}.expected.json")

        when:
        def read = told(file)
        def out = Files.createDirectories(Path.of('target', 'museum')).resolve(expected.fileName.toString())
        Files.writeString(out, read)

        then: 'as expected, and the same again'
        read == (Files.exists(expected) ? Files.readString(expected) : '')
        told(file) == read

        where:
        name << names()
    }

    def "the museum shows every kind of event that this version writes"() {
        expect:
        shown() == Events.ALL.keySet()
    }

    private static Set<String> shown() {
        names().collectMany { FileJournal.examine(MUSEUM.resolve("${it}.log")).entries() }
            .collect { EventCodec.type(it.event()) } as Set
    }

    private static String told(Path file) {
        def remains = FileJournal.examine(file)
        def state = new RunState()
        remains.entries().each { state.apply(it.event()) }
        def read = [
            refused: refusal(file),
            events : remains.entries().size(),
            damages: remains.damages().collect { "line ${it.line()}, byte ${it.offset()}: ${it.expectation()}" },
            lost   : remains.gaps()*.numbers(),
            newer  : remains.newer(),
            torn   : remains.torn(),
            risks  : Exposure.of(remains).collect { "${it.step()} ${it.worst()}" },
            run    : [title: state.started()?.title(), ended: state.ended()?.status(), spent: state.spent(), reserved: state.reserved(),
                      machine: state.opened()?.machine(), excused: state.excused(), published: state.published().keySet()],
            steps  : state.steps().collectEntries { [it.id(), step(it)] },
        ]
        Values.pretty(plain(read)) + '\n'
    }

    private static List<String> step(kinoloom.plan.StepState it) {
        ["${it.phase()}", "attempt ${it.attempt()}", "transno ${it.transno()}", "task ${it.task()}", "word ${it.word()}",
         "cost ${it.cost()}", "reserved ${it.reserved()}", "reused ${it.reused()}", "message ${it.message()}"]*.toString()
    }

    private static Object plain(Object value) {
        if (value instanceof Map) return value.collectEntries { k, v -> [k.toString(), plain(v)] }
        if (value instanceof Collection) return value.collect { plain(it) }
        value instanceof Number || value == null ? value : value.toString()
    }

    /** What is said to who would write in it. */
    private static String refusal(Path file) {
        try {
            FileJournal.read(file)
            ''
        } catch (DamagedJournalException | NewerJournalException e) {
            e.message.replace(file.toString(), file.fileName.toString())
        }
    }
}
