package kinoloom.repl

import spock.lang.Specification

class InterruptionSpec extends Specification {
  def told = []
  def interruption = new Interruption({ told << "halt $it" })

  def "the first signal asks for an orderly end, the second ends at once"() {
    given:
    interruption.first { told << 'cancel' }

    when:
    interruption.signalled()
    interruption.signalled()

    then:
    told == ['cancel', 'halt 130']
  }

  def "a signal ends at once while there is nothing to end in order"() {
    when:
    interruption.signalled()

    then:
    told == ['halt 130']
  }
}
