package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Batch
import kinoloom.BatchResult
import kinoloom.BatchResult.Outcome
import kinoloom.BatchRow
import kinoloom.graph.InvalidWorkflowException
import kinoloom.graph.Place
import kinoloom.platform.Money
import kinoloom.platform.Refusal
import kinoloom.testing.Pipeline
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** One script, many rows: each row is a film with a run of its own. */
@Timeout(60)
class BatchSpec extends Specification {
    static final String FILM = '''\
        title 'Cats'
        param 'cat', 'a grey cat'
        param 'seconds', 5
        def hero = t2i { model 'wan2.2-t2i-plus'; prompt 'the garden' }
        def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame hero; prompt params.cat; resolution '720p'; duration params.seconds }
        output clip: clip
    '''.stripIndent()

    @TempDir Path folder
    Pipeline pipeline
    Path script

    def setup() {
        pipeline = Pipeline.in(folder)
        script = pipeline.script(FILM)
    }

    static List<BatchRow> rows(Map<String, Object>... values) {
        int line = 1
        values.collect { new BatchRow(line, new Place('rows.csv', ++line), it) }
    }

    static final List<BatchRow> CATS = rows([cat: 'a red cat'], [cat: 'a black cat', seconds: '6'], [cat: 'a white cat'])

    BatchResult make(List<BatchRow> rows = CATS, Closure<?> change = { }) {
        pipeline.engine { kinoloom ->
            def batch = kinoloom.batch(script, rows)
            change(batch)
            batch.run(new Batch.Watch() {})
        }
    }

    int sent() { pipeline.platform().sent().size() }

    def 'each row has a run and a folder of its own, and what rows share is paid once'() {
        when:
        def result = make()

        then:
        result.done()
        result.rows()*.outcome() == [Outcome.DONE] * 3
        result.rows()*.run().unique().size() == 3
        result.rows()*.run().every { it.contains('cats-row-') }
        result.rows().every { Files.exists(folder.resolve('out').resolve(it.run())) }
        pipeline.platform().sent()*.step() == ['hero', 'clip', 'clip', 'clip']
        pipeline.platform().sent()*.get('duration') - null == [5, 6, 5]

        and: 'it costs what its runs cost'
        result.spent() == result.rows()*.result()*.spent().inject(Money.ZERO) { a, b -> a + b }
    }

    def 'all rows are priced before anything is sent'() {
        when:
        def batch = pipeline.engine { it.batch(script, CATS) }

        then:
        batch.rows()*.plan()*.high().inject(Money.ZERO) { a, b -> a + b } == batch.high()
        batch.rows()*.done() == [false] * 3
        sent() == 0
    }

    def 'the mistakes of all rows are told together, those of the script once, and nothing is sent'() {
        when:
        make(rows([cat: 'a'], [seconds: 'five'], [seconds: 99], [catt: 'b']))

        then:
        def e = thrown(InvalidWorkflowException)
        e.problems()*.place()*.toString() == ['rows.csv:3', 'rows.csv:4', 'rows.csv:5']
        e.problems()[0].message() == "The param 'seconds' wants a whole number, and was given 'five' (film.groovy:3:11)"
        e.problems()[1].message().contains('99')
        e.problems()[2].message() == "film.groovy has no param 'catt'. Did you mean 'cat'? Known: cat, seconds"
        sent() == 0

        when:
        script = pipeline.script(FILM.replace('t2i-plus', 't2i-pluss'))
        make()

        then:
        def own = thrown(InvalidWorkflowException)
        own.problems()*.place()*.toString() == ['film.groovy:4:22']
    }

    def 'the same batch again makes only what is missing'() {
        given:
        make()
        def before = sent()

        when:
        def again = make()

        then:
        again.rows()*.outcome() == [Outcome.DONE_BEFORE] * 3
        sent() == before

        when: 'one row is edited, and one is new'
        def edited = make(rows([cat: 'a red cat'], [cat: 'a blue cat'], [cat: 'a white cat'], [cat: 'a lion']))

        then:
        edited.rows()*.outcome() == [Outcome.DONE_BEFORE, Outcome.DONE, Outcome.DONE_BEFORE, Outcome.DONE]
        sent() == before + 2
    }

    def 'a run of a row that did not end well is gone on with, and not begun anew'() {
        given:
        pipeline.on('clip').succeeds().fails('tired').succeeds()
        def first = make()

        expect:
        first.rows()*.outcome() == [Outcome.DONE, Outcome.FAILED, Outcome.DONE]
        first.rows()[1].reason().contains('tired')

        when:
        def again = make()

        then:
        again.rows()*.outcome() == [Outcome.DONE_BEFORE, Outcome.DONE, Outcome.DONE_BEFORE]
        again.rows()*.run() == first.rows()*.run()
        sent() == 5
    }

    def 'what is lost of what a row has published is put there again, and nothing is paid'() {
        given:
        def first = make()
        def before = sent()
        folder.resolve('out').resolve(first.rows()[0].run()).toFile().deleteDir()

        when:
        def again = make()

        then:
        again.rows()*.outcome() == [Outcome.DONE, Outcome.DONE_BEFORE, Outcome.DONE_BEFORE]
        again.rows()[0].result().files().clip.every { Files.exists(it) }
        sent() == before
    }

    def 'after some failures for one reason the rest is left out'() {
        given:
        pipeline.on('clip').fails("task 'x-1' broke at 12:01").fails("task 'x-2' broke at 12:05").succeeds()

        when:
        def result = make(CATS + rows([cat: 'a lion'])) { it.stopAfter(2) }

        then:
        result.rows()*.outcome() == [Outcome.FAILED, Outcome.FAILED, Outcome.LEFT_OUT, Outcome.LEFT_OUT]
        result.stopped().startsWith('2 rows failed for one reason: ')
        sent() == 3
    }

    def 'rows that wait for a word have not failed: the others have their turn'() {
        given:
        Files.writeString(script, '''\
            title 'Cats'
            param 'cat', 'a grey cat'
            def hero = t2i { model 'wan2.2-t2i-plus'; prompt params.cat }
            output hero: approve('Is it good?', hero)
        '''.stripIndent())

        when:
        def result = make(rows([cat: 'a'], [cat: 'b'], [cat: 'c'], [cat: 'd']))

        then:
        result.rows()*.outcome() == [Outcome.NEEDS_A_PERSON] * 4
        result.stopped() == ''
        sent() == 4
    }

    def 'a key that is refused stops at once'() {
        given:
        pipeline.on('hero').refuses(Refusal.Reason.KEY_REFUSED, 'no such key')

        when:
        def result = make()

        then:
        result.rows()*.outcome() == [Outcome.NEEDS_A_PERSON, Outcome.LEFT_OUT, Outcome.LEFT_OUT]
        sent() == 1
    }

    def 'the budget is for all rows together, in later goes too'() {
        when: 'it is less than all can cost'
        pipeline.settings { it.budget(Money.fen(1000)) }
        make()

        then:
        def e = thrown(InvalidWorkflowException)
        e.problems()[0].message() =~ /^The batch needs up to 15\.00 yuan; its budget is 10\.00 yuan$/
        sent() == 0

        when: 'it is enough for those that are there'
        def other = Pipeline.in(folder).settings { it.budget(Money.fen(1500)) }
        def one = other.engine { it.batch(script, CATS).run(new Batch.Watch() {}) }

        then:
        one.done()

        when: 'and a row is added'
        other.engine { it.batch(script, CATS + rows([cat: 'a lion'], [cat: 'a tiger'])) }

        then:
        def more = thrown(InvalidWorkflowException)
        more.problems()[0].message() =~ /^The batch needs up to \d+\.\d\d yuan, with 14\.\d\d yuan for what was made before; its budget is 15\.00 yuan$/
    }

    def 'two equal rows are two films, paid once'() {
        when:
        def result = make(rows([cat: 'a lion'], [cat: 'a lion']))

        then:
        result.done()
        result.rows()*.run().unique().size() == 2
        sent() == 2
    }

    def 'it stops when it is told to, between rows and within one'() {
        given:
        def batch = null

        when:
        def result = pipeline.engine { kinoloom ->
            batch = kinoloom.batch(script, CATS)
            batch.run(new Batch.Watch() {
                void ended(BatchResult.Row row) { batch.cancel() }
            })
        }

        then:
        result.rows()*.outcome() == [Outcome.DONE, Outcome.LEFT_OUT, Outcome.LEFT_OUT]
    }
}
