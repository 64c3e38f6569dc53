package kinoloom.repl.quirk

import java.nio.file.Path
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** A film on the platform's bad days: requests and tasks go wrong by chance. It is gone on with until it is done. */
@Tag('proof')
class ChaosSpec extends Specification {
  @TempDir Path folder

  def "a film begun on a #day day of seed #seed is done in the end; nothing but its chat may have been paid twice"() {
    given:
    def filming = new Filming(folder, [seed: seed, scale: 0.001d])
    def ended = []

    when: 'nothing is decided on bad days; on a good one, only about what nobody knows of'
    for (how in [[chaos: day], [chaos: day], [:], [policy: 'resubmit:2']]) {
      ended << filming.make(how)
      if (ended.last().status == 'DONE') break
    }

    then: 'what the books and the journal know of one another is checked with each go'
    ended.last().words() == ''
    ended.last().status == 'DONE'
    ended.last().charged() - 'board' == QuirksSpec.ALL - 'board'
    ended.last().charged().count('board') in [1, 2]

    where:
    day     | seed
    'rough' | 2
    'storm' | 6
    'storm' | 22
  }
}
