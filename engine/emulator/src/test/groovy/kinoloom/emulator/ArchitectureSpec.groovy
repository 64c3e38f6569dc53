package kinoloom.emulator

import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.core.importer.ImportOption
import spock.lang.Shared
import spock.lang.Specification

import static com.tngtech.archunit.library.Architectures.layeredArchitecture
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses

class ArchitectureSpec extends Specification {
    @Shared
    JavaClasses emulator = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages('kinoloom.emulator')

    def "the judge knows nothing of the engine it judges"() {
        expect:
        noClasses().should().dependOnClassesThat().resideInAnyPackage(
                'kinoloom', 'kinoloom.graph..', 'kinoloom.platform..', 'kinoloom.artifact..', 'kinoloom.journal..',
                'kinoloom.plan..', 'kinoloom.run..', 'kinoloom.dsl..').check(emulator)
    }

    def "imports point one way"() {
        expect:
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer('door').definedBy('kinoloom.emulator')
                .layer('web').definedBy('kinoloom.emulator.web')
                .layer('console').definedBy('kinoloom.emulator.console')
                .layer('pay').definedBy('kinoloom.emulator.pay')
                .layer('account').definedBy('kinoloom.emulator.account')
                .layer('task').definedBy('kinoloom.emulator.task')
                .layer('chat').definedBy('kinoloom.emulator.chat')
                .layer('upstream').definedBy('kinoloom.emulator.upstream')
                .layer('paint').definedBy('kinoloom.emulator.paint')
                .layer('money').definedBy('kinoloom.emulator.money')
                .layer('model').definedBy('kinoloom.emulator.model')
                .layer('quirk').definedBy('kinoloom.emulator.quirk')
                .layer('store').definedBy('kinoloom.emulator.store')
                .whereLayer('door').mayNotBeAccessedByAnyLayer()
                .whereLayer('web').mayOnlyBeAccessedByLayers('door')
                .whereLayer('chat').mayOnlyBeAccessedByLayers('door', 'web')
                .whereLayer('upstream').mayOnlyBeAccessedByLayers('door', 'web')
                .whereLayer('console').mayOnlyBeAccessedByLayers('door')
                .whereLayer('pay').mayOnlyBeAccessedByLayers('door', 'console')
                .whereLayer('account').mayOnlyBeAccessedByLayers('door', 'web', 'console', 'pay')
                .whereLayer('task').mayOnlyBeAccessedByLayers('door', 'web', 'console', 'pay', 'upstream')
                .whereLayer('paint').mayOnlyBeAccessedByLayers('task')
                .whereLayer('quirk').mayOnlyBeAccessedByLayers('door', 'web', 'task')
                .whereLayer('model').mayOnlyBeAccessedByLayers('door', 'web', 'task', 'console')
                .whereLayer('money').mayOnlyBeAccessedByLayers('door', 'web', 'task', 'account', 'pay', 'console')
                .check(emulator)
    }

    def "no font of the system is ever touched"() {
        expect:
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName('java.awt.Font').check(emulator)
        noClasses().should().callMethod(java.awt.Graphics2D, 'drawString', String, int, int)
                .orShould().callMethod(java.awt.Graphics2D, 'drawString', String, float, float).check(emulator)
    }

    def "time comes in through the clock alone"() {
        expect:
        noClasses().should().callMethod(java.time.Instant, 'now')
                .orShould().callMethod(System, 'nanoTime')
                .orShould().callMethod(System, 'currentTimeMillis')
                .orShould().callMethod(Thread, 'sleep', long)
                .check(emulator)
    }
}
