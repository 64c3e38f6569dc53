package kinoloom.sim

import java.util.function.Consumer
import spock.lang.Requires
import spock.lang.Specification

/**
 * What README promises about money, wherever the process or the power fails. The engine runs unchanged on a disk in memory that
 * keeps only what it was made to keep, against a service in memory whose books are the judge; without threads, in virtual time.
 *
 * -Dkinoloom.scenarios=1000000 plays more, -Dkinoloom.seed=16 others, -Dkinoloom.threads=1 on one core;
 * -Dkinoloom.scenario=film:7@120/torn,31/kept plays one again and tells what happens in it, effect by effect.
 */
class SimulatorSpec extends Specification {
    static final String ONE = System.getProperty('kinoloom.scenario')
    static final long SCENARIOS = Long.getLong('kinoloom.scenarios', 20_000)
    static final long SEED = Long.getLong('kinoloom.seed', 0)
    static final int THREADS = Integer.getInteger('kinoloom.threads', Runtime.runtime.availableProcessors())

    @Requires({ instance.ONE == null })
    def 'wherever a process ends, nothing is paid twice and nothing paid is lost'() {
        given:
        def campaign = new Campaign(SEED, SCENARIOS)

        when:
        campaign.play(THREADS, { println it } as Consumer)
        println campaign

        then: 'replay a line of these with -Dkinoloom.scenario'
        campaign.failures() == []
        campaign.played() >= SCENARIOS

        and: 'hardly anybody is asked without need; a part of a day tells less'
        campaign.falseAlarms() <= (SCENARIOS < 10_000 ? 0.1 : 0.05)
    }

    @Requires({ instance.ONE != null })
    def 'one scenario'() {
        when:
        def trace = Campaign.trace(ONE)
        trace.each { println it }

        then:
        trace.last().contains('complaint=null')
    }

    def '#why: #scenario'() {
        expect: 'each of these has shown a mistake once'
        Campaign.trace(scenario).last().contains('complaint=null')

        where:
        scenario                                | why
        'film:0'                                | 'texts that were published outlive the power'
        'film:0@266/kept'                       | 'a file that a process stored and had no time to force is forced by the next that needs it'
        'chain:19@15/torn'                      | 'a run whose first event alone reached the disk knows its steps'
        'chain:2@160/forced,11/prefix,5/nuls'   | 'a request that was given up is reserved once, however often the run is resumed'
    }
}
