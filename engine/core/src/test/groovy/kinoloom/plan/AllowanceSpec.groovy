package kinoloom.plan

import kinoloom.graph.Budget
import kinoloom.graph.Quantity
import kinoloom.journal.Event
import kinoloom.plan.Allowance.By
import kinoloom.platform.Counts
import kinoloom.platform.Money
import spock.lang.Specification

/** Who says what a run may spend. */
class AllowanceSpec extends Specification {

    def 'what its caller says counts before what the run has recorded, the script, and the default: #words'() {
        given:
        def kept = Allowance.NONE.with(recorded, By.CALLER)
        def given = Allowance.NONE.with(now, By.CALLER)

        when:
        def allowance = Allowance.of(local, script, kept, given)

        then:
        (allowance.most(Quantity.MONEY) == null ? 'none' : allowance.inWords(Quantity.MONEY)) == words

        where:
        local | now             | recorded        | script          || words
        false | Budget.UNSAID   | Budget.UNSAID   | Budget.UNSAID   || 'the budget of 50.00 yuan (the default where none is given)'
        true  | Budget.UNSAID   | Budget.UNSAID   | Budget.UNSAID   || 'none'
        false | Budget.UNSAID   | Budget.UNSAID   | Budget.yuan(80) || 'the budget of 80.00 yuan (from the script)'
        true  | Budget.UNSAID   | Budget.UNSAID   | Budget.yuan(80) || 'the budget of 80.00 yuan (from the script)'
        false | Budget.UNSAID   | Budget.yuan(70) | Budget.yuan(80) || 'the budget of 70.00 yuan (as given)'
        false | Budget.yuan(90) | Budget.yuan(70) | Budget.yuan(80) || 'the budget of 90.00 yuan (as given)'
        false | Budget.NO_LIMIT | Budget.yuan(70) | Budget.yuan(80) || 'none'
        false | Budget.UNSAID   | Budget.NO_LIMIT | Budget.UNSAID   || 'none'
    }

    def 'each quantity is looked at by itself'() {
        when:
        def allowance = Allowance.of(false, Budget.yuan(80).counting('clips', 12), Allowance.NONE, Allowance.NONE.with(Budget.UNSAID.counting('clips', 3), By.CALLER))

        then:
        allowance.inWords(Quantity.MONEY) == 'the budget of 80.00 yuan (from the script)'
        allowance.inWords(Quantity.CLIPS) == 'the limit of 3 clips (as given)'
        allowance.most(Quantity.IMAGES) == null
    }

    def 'what is recorded is what changed, by who said it'() {
        given:
        def before = Allowance.NONE.with(Budget.yuan(50), By.DEFAULT).with(Budget.UNSAID.counting('clips', 12), By.SCRIPT)
        def after = before.with(Budget.UNSAID.without(Quantity.MONEY).counting('images', 4), By.CALLER)

        expect:
        Allowance.NONE.changesTo(before) == [new Event.BudgetSet(Budget.yuan(50), 'default'), new Event.BudgetSet(Budget.UNSAID.counting('clips', 12), 'script')]
        before.changesTo(after) == [new Event.BudgetSet(Budget.NO_LIMIT.counting('images', 4), 'caller')]
        after.changesTo(after) == []
    }

    def 'a limit of #quantity holds exactly'() {
        given:
        def allowance = Allowance.NONE.with(Budget.UNSAID.and(quantity, 5), By.SCRIPT)
        def amounts = { n -> new Amounts(Money.fen(n), new Counts(n, n, n)) }

        expect:
        allowance.allows(amounts(5))
        !allowance.allows(amounts(6))
        Allowance.NONE.allows(amounts(Long.MAX_VALUE))

        where:
        quantity << Quantity.values()
    }

    def 'a #category request makes #counts at most'() {
        expect:
        Counts.of([category: category, params: params, options: options]) == counts

        where:
        category | params         | options | counts
        't2v'    | [duration: 5]  | [:]     | new Counts(1, 5, 0)
        'ref2v'  | [duration: 15] | [n: 3]  | new Counts(1, 15, 0)
        'i2v'    | [:]            | [:]     | new Counts(1, 16, 0)
        't2i'    | [:]            | [:]     | new Counts(0, 0, 1)
        't2i'    | [:]            | [n: 4]  | new Counts(0, 0, 4)
        't2t'    | [:]            | [n: 4]  | Counts.ZERO
    }
}
