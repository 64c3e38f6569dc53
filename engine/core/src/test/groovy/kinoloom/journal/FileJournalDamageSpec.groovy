package kinoloom.journal

import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What a crash leaves is cut off; what anything else does to a journal is refused. */
class FileJournalDamageSpec extends Specification {
    private static final String CARRIAGE_RETURN = 'a line feed was expected, but there is a carriage return;' +
        ' an editor or a transfer has changed the ends of the lines'
    private static final String BARRIER = '{"seq":4,"at":"2026-11-22T09:30:12Z","type":"submit.barrier",'

    @TempDir Path dir
    Path file
    List<String> lines

    def setup() {
        file = dir.resolve('journal.log')
        def journal = FileJournal.create(file, 'r1', Events.CLOCK)
        (1..4).each { journal.append(Events.barrier(it)) }
        journal.commit()
        journal.close()
        lines = Files.readString(file).readLines()*.concat('\n')
    }

    def "a tail of #shape is cut off and a copy is kept"() {
        given:
        Files.writeString(file, lines.join('') + tail, StandardCharsets.ISO_8859_1)

        expect: 'who only reads does not mind, and changes nothing'
        FileJournal.read(file).size() == 4
        Files.size(file) == lines.join('').size() + tail.size()

        when:
        def journal = FileJournal.open(file, Events.CLOCK)

        then:
        journal.entries()*.event() == (1..4).collect { Events.barrier(it) }
        journal.torn().get() == dir.resolve('journal.torn-1')
        Files.readString(journal.torn().get(), StandardCharsets.ISO_8859_1) == tail
        Files.readString(file) == lines.join('')

        when: 'the journal goes on as if nothing had been'
        journal.append(Events.barrier(5))
        journal.commit()

        then:
        FileJournal.read(file).size() == 5

        cleanup:
        journal?.close()

        where:
        shape                        | tail
        'one byte'                   | 'a'
        'a checksum'                 | '0a1b2c3d '
        'half a line'                | '0a1b2c3d 90 {"seq":5,"at":"2026'
        'a line with other bytes'    | '0a1b2c3d 9 {"seq":5}\n'
        'NUL bytes'                  | '\0' * 300
        'half a line and NUL bytes'  | '0a1b2c3d 90 {"seq":5' + '\0' * 70 + '\n'
        'noise of several lines'     | '\u00ff\u0001\n\n0a1b2c3d\n\u0003'
    }

    def "a line without its line feed was never promised"() {
        given:
        Files.writeString(file, lines.join('')[0..-2])

        when:
        def journal = FileJournal.open(file, Events.CLOCK)
        journal.close()

        then:
        journal.entries().size() == 3
        Files.readString(journal.torn().get()) + '\n' == lines[4]
        Files.readString(file) == lines[0..3].join('')
    }

    def "cut at any byte behind the header, the whole lines are there"() {
        given:
        byte[] all = Files.readAllBytes(file)
        def ends = (0..4).collect { lines[0..it].join('').size() }

        expect:
        (ends[0]..all.length).every { cut ->
            Files.write(file, Arrays.copyOf(all, cut))
            FileJournal.read(file).size() == ends.findLastIndexOf { it <= cut }
        }
    }

    def "a second torn tail is kept beside the first"() {
        when:
        def torn = (1..2).collect {
            Files.writeString(file, lines.join('') + "tail $it")
            FileJournal.open(file, Events.CLOCK).with { close(); torn().get() }
        }

        then:
        torn*.fileName*.toString() == ['journal.torn-1', 'journal.torn-2']
        torn.collect { Files.readString(it) } == ['tail 1', 'tail 2']
    }

    def "#damage is refused, and nothing is touched"() {
        given:
        List<String> changed = change(lines)
        Files.writeString(file, changed.join(''))
        byte[] before = Files.readAllBytes(file)
        int offset = changed.take(line - 1).join('').size()

        when:
        FileJournal.open(file, Events.CLOCK)

        then:
        def e = thrown(DamagedJournalException)
        e.message == "$file is damaged in line $line, at byte $offset: $expectation. Nothing was changed," +
            ' and nothing is paid on it until what is lost is accepted.'
        e.file() == file
        [e.line(), e.offset(), e.expectation()] == [line, offset, expectation]
        Files.readAllBytes(file) == before
        Files.list(dir).count() == 1

        when: 'who only reads is told as well'
        FileJournal.read(file)

        then:
        thrown(DamagedJournalException)

        where:
        damage                         | change                                                                      || line | expectation
        'a flipped bit'                | { l -> [l[0], l[1], l[2].replace('board', 'boare')] + l[3..4] }             || 3    | 'the checksum 4f84589c was expected, but the text has 280aa59d'
        'a deleted line'               | { l -> l[0..1] + l[3..4] }                                                  || 3    | 'event 2 was expected, but it is event 3'
        'a duplicated line'            | { l -> l[0..2] + l[2..4] }                                                  || 4    | 'event 3 was expected, but it is event 2'
        'a duplicated last line'       | { l -> l + l[4] }                                                           || 6    | 'event 5 was expected, but it is event 4'
        'a pair of swapped lines'      | { l -> [l[0], l[2], l[1]] + l[3..4] }                                       || 2    | 'event 1 was expected, but it is event 2'
        'a carriage return everywhere' | { l -> l*.replace('\n', '\r\n') }                                           || 1    | CARRIAGE_RETURN
        'a carriage return at the end' | { l -> l[0..3] + l[4].replace('\n', '\r\n') }                               || 5    | CARRIAGE_RETURN
        'a lost line feed'             | { l -> l[0..2] + l[3].trim() + l[4] }                                       || 4    | "a line feed was expected after the record, but it is 'cf169433 92 {\"seq\":4,\"at'"
        'an empty line'                | { l -> l[0..1] + ['\n'] + l[2..4] }                                         || 3    | "a record 'checksum length {json}' was expected, but it is '?4f84589c 92 {\"seq\":2,\"a'"
        'a length that is too long'    | { l -> [l[0], l[1].replaceFirst(' \\d+ ', ' 999999999 ')] + l[2..4] }       || 2    | 'a record of 999999999 bytes was expected, but 408 are left'
        'a lost header'                | { l -> l[1..4] }                                                            || 1    | "the header of a journal was expected: 'kinoloom' is missing"
        'an empty file'                | { l -> [] }                                                                 || 1    | "a record 'checksum length {json}' was expected, but it is ''"
        'some other file'              | { l -> ['# Notes\n'] }                                                      || 1    | "a record 'checksum length {json}' was expected, but it is '# Notes?'"
        'a field of a wrong type'      | { l -> l[0..3] + framed(BARRIER + '"step":"board","attempt":"4"}') }        || 5    | "an event was expected: 'attempt' should be a whole number and is 4"
        'a time that is none'          | { l -> l[0..3] + framed('{"seq":4,"at":"today"}') }                         || 5    | "an event was expected: Text 'today' could not be parsed at index 0"
    }

    def "any flipped bit before the last line is refused"() {
        given:
        byte[] all = Files.readAllBytes(file)
        int lastLine = lines[0..3].join('').size()
        def random = new Random(7)

        expect:
        (0..<lastLine).every { at ->
            byte[] flipped = all.clone()
            flipped[at] = (byte) (flipped[at] ^ (1 << random.nextInt(8)))
            Files.write(file, flipped)
            refused()
        }
    }

    def "a journal of a newer version says so"() {
        given:
        Files.writeString(file, framed('{"kinoloom":"journal","version":2,"run":"r1","epoch":1}'))

        when:
        FileJournal.open(file, Events.CLOCK)

        then:
        def e = thrown(NewerJournalException)
        e.message == "$file was written by a newer Kinoloom: its format is 2, and this one reads 1." +
            ' Nothing was changed; use that version for this run.'
    }

    def "an event of an unknown type is named"() {
        given:
        Files.writeString(file, lines[0] + framed('{"seq":1,"at":"2026-11-22T09:30:12Z","type":"submit.prayed"}'))

        when:
        FileJournal.open(file, Events.CLOCK)

        then:
        def e = thrown(NewerJournalException)
        e.message == "$file was written by a newer Kinoloom: event 1 is of the type 'submit.prayed'." +
            ' Nothing was changed; use that version for this run.'
    }

    private boolean refused() {
        try {
            FileJournal.read(file)
            false
        } catch (DamagedJournalException | NewerJournalException e) {
            true
        }
    }

    private static String framed(String json) {
        new String(Line.frame(json), StandardCharsets.UTF_8)
    }
}
