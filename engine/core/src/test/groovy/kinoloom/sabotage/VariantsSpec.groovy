package kinoloom.sabotage

import java.nio.file.Path
import spock.lang.Specification

/** Whether the known-bad variants still fit the program; what they do to it, SabotageSpec shows. */
class VariantsSpec extends Specification {

    def "#variant.name changes what stands in the source once"() {
        expect:
        variant.changed(Path.of('src/main/java')).problem() == ''
        variant.specs.every { Class.forName(it) }

        where:
        variant << Variant.all(Path.of('src/test/sabotage'))
    }

    def "there are enough of them, each with its reason"() {
        given:
        def variants = Variant.all(Path.of('src/test/sabotage'))

        expect:
        variants.size() >= 15
        variants*.why.every()
        variants*.why.toSet().size() == variants.size()
    }
}
