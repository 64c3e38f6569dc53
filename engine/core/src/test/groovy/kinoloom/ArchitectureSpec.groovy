package kinoloom

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices

import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.core.importer.ImportOption
import spock.lang.Shared
import spock.lang.Specification

/** Imports point one way. */
class ArchitectureSpec extends Specification {
    @Shared JavaClasses classes = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages('kinoloom')

    static final Map<String, List<String>> MAY_IMPORT = [
        'kinoloom.graph'        : [],
        'kinoloom.answer'       : ['kinoloom.graph'],
        'kinoloom.platform'     : [],
        'kinoloom.artifact'     : [],
        'kinoloom.journal'      : ['kinoloom.graph', 'kinoloom.answer', 'kinoloom.platform', 'kinoloom.artifact'],
        'kinoloom.plan'         : ['kinoloom.graph', 'kinoloom.answer', 'kinoloom.journal', 'kinoloom.platform'],
        'kinoloom.run'          : ['kinoloom.graph', 'kinoloom.answer', 'kinoloom.platform', 'kinoloom.artifact', 'kinoloom.journal', 'kinoloom.plan'],
        'kinoloom'              : ['kinoloom.graph', 'kinoloom.answer', 'kinoloom.platform', 'kinoloom.artifact', 'kinoloom.journal', 'kinoloom.plan', 'kinoloom.run'],
        'kinoloom.platform.http': ['kinoloom.platform'],
        'kinoloom.dsl'          : ['kinoloom.graph', 'kinoloom.platform'],
        'kinoloom.testing'      : ['kinoloom', 'kinoloom.graph', 'kinoloom.platform', 'kinoloom.artifact', 'kinoloom.journal', 'kinoloom.run'],
    ]

    def 'every package is in the table'() {
        expect:
        classes*.packageName.unique().sort() == MAY_IMPORT.keySet().sort()
    }

    def '#from imports #allowed and nothing else of ours'() {
        when:
        def imported = classes.findAll { it.packageName == from }
            .collectMany { it.directDependenciesFromSelf*.targetClass*.packageName }
            .findAll { it == 'kinoloom' || it.startsWith('kinoloom.') }
            .unique() - from

        then:
        (imported - allowed).isEmpty()

        where:
        from << MAY_IMPORT.keySet()
        allowed = MAY_IMPORT[from]
    }

    def 'no package is in a cycle'() {
        expect:
        slices().matching('kinoloom.(**)').should().beFreeOfCycles().check(classes)
    }

    def 'Groovy is imported by the language alone, OkHttp by the client alone'() {
        when:
        def users = { String prefix ->
            classes.findAll { it.directDependenciesFromSelf.any { d -> d.targetClass.packageName.startsWith(prefix) } }
                *.packageName.unique()
        }

        then:
        users('groovy') + users('org.codehaus.groovy') - 'kinoloom.dsl' == []
        users('okhttp3') == ['kinoloom.platform.http']
    }
}
