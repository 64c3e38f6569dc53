package kinoloom.graph

import spock.lang.Specification

/** Amounts as people write them. */
class BudgetSpec extends Specification {

    def '#written is #fen fen'() {
        expect:
        Budget.yuan(written).most(Quantity.MONEY).asLong == fen

        where:
        written                  | fen
        20                       | 2000
        '20'                     | 2000
        '12.50'                  | 1250
        ' 0.5 '                  | 50
        12.5                     | 1250
        12.5d                    | 1250
        0                        | 0
        12.500                   | 1250
        100_000_000              | 10_000_000_000
        1e3                      | 100_000
    }

    def 'an amount that is none is told why: #written'() {
        when:
        Budget.yuan(written)

        then:
        def e = thrown(ValueException)
        e.message == message

        where:
        written                  || message
        ''                       || "'' is not an amount of yuan"
        null                     || "'null' is not an amount of yuan"
        'lots'                   || "'lots' is not an amount of yuan"
        '1e9'                    || "'1e9' is not an amount of yuan"
        '-3'                     || "'-3' is not an amount of yuan"
        -0.01                    || "'-0.01' is not an amount of yuan"
        Double.NaN               || "'NaN' is not an amount of yuan"
        Double.POSITIVE_INFINITY || "'Infinity' is not an amount of yuan"
        '１２'                    || "'１２' is not an amount of yuan"
        [20]                     || "'[20]' is not an amount of yuan"
        '0.001'                  || "'0.001' is not a whole number of fen: two decimals at most"
        1e9                      || "'1E+9' is more than a budget can be: 100000000 yuan"
        '9' * 30                 || "'${'9' * 30}' is more than a budget can be: 100000000 yuan"
        '9' * 99                 || "'${'9' * 40}…' is not an amount of yuan"
        1e400                    || "'1E+400' is more than a budget can be: 100000000 yuan"
    }

    def 'a count that is none is told why: #word #written'() {
        when:
        Budget.UNSAID.counting(word, written)

        then:
        def e = thrown(ValueException)
        e.message == message

        where:
        word     | written        || message
        'clips'  | '1.5'          || "'1.5' is not a number of clips"
        'clips'  | -1             || "'-1' is not a number of clips"
        'images' | ''             || "'' is not a number of images"
        'clips'  | '1000000001'   || "'1000000001' is more than can be counted: 1000000000 clips"
        'clip'   | 1              || "Nothing counts 'clip'. Did you mean 'clips'? Known: clips, seconds, images"
        'money'  | 1              || "Nothing counts 'money'. Known: clips, seconds, images"
    }

    def 'a budget says something of a quantity, lifts its limit, or leaves it to others'() {
        given:
        def budget = Budget.yuan(20).counting('clips', '12').without(Quantity.IMAGES)

        expect:
        Quantity.values().collect { budget.says(it) } == [true, true, false, true]
        Quantity.values().collect { budget.most(it) } == [OptionalLong.of(2000), OptionalLong.of(12), OptionalLong.empty(), OptionalLong.empty()]
        budget.and(Quantity.IMAGES, 3).lifted().isEmpty()
        budget.without(Quantity.CLIPS).most(Quantity.CLIPS).isEmpty()
    }

    def '#quantity: #amount is #words'() {
        expect:
        quantity.inWords(amount) == words

        where:
        quantity         | amount || words
        Quantity.MONEY   | 1205   || '12.05 yuan'
        Quantity.CLIPS   | 1      || '1 clip'
        Quantity.SECONDS | 60     || '60 seconds of clips'
        Quantity.IMAGES  | 0      || '0 images'
    }
}
