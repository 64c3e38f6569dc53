package kinoloom.repl.quirk

import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** A film on the platform's bad days: requests and tasks go wrong by chance. It is gone on with until it is done. */
class ChaosSpec extends Specification {
  @TempDir Path folder

  def "a film of seed #seed, begun on a #day day, is done in the end, and nothing but its chat may be paid twice"() {
    given:
    def filming = new Filming(folder, [seed: seed, scale: 0.001d])
    def goes = []

    when: 'on bad days nothing is decided, and on a good one only what nobody knows of'
    for (how in [[chaos: day]] * 4 + [[:]] * 2 + [[policy: 'resubmit:1']] * 2) {
      goes << filming.make(how)
      if (goes.last().status == 'DONE') break
    }
    println "$day $seed: ${goes.collect { "$it.status ${it.words()}" }.join('\n  ')}"

    then:
    goes.last().status == 'DONE'
    goes.last().charged() - 'board' == QuirksSpec.ALL - 'board'
    goes.last().charged().count('board') in [1, 2]

    where:
    day     | seed
    'mild'  | 1
    'rough' | 2
    'storm' | 3
    'storm' | 4
  }
}
