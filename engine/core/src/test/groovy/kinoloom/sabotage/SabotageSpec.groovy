package kinoloom.sabotage

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit
import kinoloom.artifact.DiskOrderSpec
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/**
 * The specs of the promises are themselves tried: each variant of the program that breaks a promise must make its spec fail.
 * {@code -Dkinoloom.sabotage=fsync} tries only those whose name that is found in.
 */
@Tag('proof')
class SabotageSpec extends Specification {
    private static final Path HOME = Path.of('').toAbsolutePath()
    private static final String CLASS_PATH = System.getProperty('surefire.test.class.path') ?: System.getProperty('java.class.path')
    private static final List<Variant> VARIANTS = Variant.all(HOME.resolve('src/test/sabotage')).findAll { it.name =~ System.getProperty('kinoloom.sabotage', '') }
    private static final int PATIENCE_SECONDS = 120

    /** What came of a spec: its exit code, and the names of what failed. */
    record Outcome(int code, List<String> failed, long millis) {}

    @TempDir @Shared Path folder
    @Shared ExecutorService two = Executors.newFixedThreadPool(2)
    @Shared Map<String, Future<Outcome>> sound = [:]
    @Shared Map<String, Future<Outcome>> broken = [:]
    @Shared List<String> table = []
    @Shared int caught

    def setupSpec() {
        VARIANTS.each { variant ->
            variant.specs.each { spec -> sound.computeIfAbsent(spec) { later { run(spec, CLASS_PATH) } } }
            broken[variant.name] = later { tried(variant) }
        }
    }

    def cleanupSpec() {
        two.shutdownNow()
        println "\nSabotage: $caught of ${VARIANTS.size()} known-bad variants were caught.\n${table.join('\n')}\n"
    }

    def "#spec passes when nothing is broken"() {
        expect:
        def outcome = sound[spec].get()
        [outcome.code(), outcome.failed()] == [SpecRun.PASSED, []]

        where:
        spec << VARIANTS*.specs.flatten().unique().findAll { runsHere(it) }
    }

    def "caught: #variant.name (#variant.why)"() {
        when:
        def outcome = broken[variant.name].get()
        if (outcome.code() == SpecRun.REFUTED) caught++
        table << sprintf('  %-34s %-28s %5.1f s  %s', variant.name, variant.specs*.replaceAll(/.*\./, '').join(', '),
            outcome.millis() / 1000d, outcome.failed() ? outcome.failed()[0].take(90) : '')

        then:
        outcome.code() == SpecRun.REFUTED

        where:
        variant << VARIANTS.findAll { it.specs.every { runsHere(it) } }
    }

    private static boolean runsHere(String spec) {
        spec != DiskOrderSpec.name || DiskOrderSpec.traced()
    }

    private Future<Outcome> later(Callable<Outcome> work) {
        two.submit(work)
    }

    private Outcome tried(Variant variant) {
        def target = Files.createDirectory(folder.resolve(variant.name))
        def trouble = variant.compile(HOME.resolve('src/main/java'), CLASS_PATH, target)
        if (trouble) return new Outcome(-1, [trouble], 0)
        run(variant.specs.join(' '), target as String + File.pathSeparator + CLASS_PATH)
    }

    private Outcome run(String specs, String classPath) {
        def said = Files.createTempFile(folder, 'said', '.txt').toFile()
        def begun = System.nanoTime()
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java') as String
        // Classes are read from folders and jars that a spec's own processes need as well.
        def process = new ProcessBuilder([java, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true', '-cp', classPath,
            SpecRun.name] + specs.split(' ').toList()).redirectErrorStream(true).redirectOutput(said).start()
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        if (!ended) process.destroyForcibly().waitFor()
        def failed = said.readLines().findAll { it.startsWith(SpecRun.FAILED) }*.substring(SpecRun.FAILED.length())
        new Outcome(ended ? process.exitValue() : -2, ended ? failed : failed + ['it did not end'], (System.nanoTime() - begun).intdiv(1_000_000))
    }
}
