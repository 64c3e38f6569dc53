package kinoloom
import spock.lang.Specification
class TmpSpec extends Specification {
    def "x"() { expect: 1 == 1 }
}
