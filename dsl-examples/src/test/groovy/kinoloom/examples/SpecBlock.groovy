package kinoloom.examples

import org.junit.platform.engine.discovery.DiscoverySelectors
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder
import org.junit.platform.launcher.core.LauncherFactory
import org.junit.platform.launcher.listeners.SummaryGeneratingListener

/** A specification that stands in a document. */
final class SpecBlock {
    private SpecBlock() {}

    /** Runs it; empty if all of it holds. */
    static List<String> failures(String code) {
        new GroovyClassLoader(SpecBlock.classLoader).withCloseable { loader ->
            def spec = loader.parseClass(code)
            def request = LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(spec)).build()
            def heard = new SummaryGeneratingListener()
            LauncherFactory.create().execute(request, heard)
            def failures = heard.summary.failures.collect { "${it.testIdentifier.displayName}: ${it.exception}".toString() }
            heard.summary.testsFoundCount > 0 ? failures : ['it has no tests']
        }
    }
}
