// What `mvn -Pproof verify` ran, what it skipped and why. Fails when it ran no spec at all.
import java.nio.file.Files
import java.nio.file.Path
import javax.xml.parsers.DocumentBuilderFactory
import org.w3c.dom.Element

List<Path> reports = session.projects.collect { Path.of(it.build.directory, 'proof-reports') }
    .findAll { Files.isDirectory(it) }
    .collectMany { folder -> Files.list(folder).withCloseable { it.toList() } }
    .findAll { it.fileName ==~ /TEST-.*\.xml/ && Files.getLastModifiedTime(it).toMillis() >= session.startTime.time }

def elements = { Element parent, String name ->
  def list = parent.getElementsByTagName(name)
  (0..<list.length).collect { list.item(it) as Element }
}
String format = '| %-44s | %5s | %6s | %7s | %7s |'
List<String> table = [String.format(format, 'proof', 'ran', 'failed', 'skipped', 'seconds')]
Set<String> notices = new LinkedHashSet<>()
int ran = 0
reports.sort().each { report ->
  Element suite = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile()).documentElement
  def count = { String name -> suite.getAttribute(name) as int }
  int here = count('tests') - count('skipped')
  ran += here
  table << String.format(format, suite.getAttribute('name'), here, count('failures') + count('errors'), count('skipped'), suite.getAttribute('time'))
  elements(suite, 'skipped').each { Element skipped ->
    notices << "notice: skipped: ${skipped.parentNode.getAttribute('name')}: ${skipped.getAttribute('message') ?: 'no reason was given'}".toString()
  }
  (elements(suite, 'system-out') + elements(suite, 'system-err')).each { Element said ->
    notices.addAll(said.textContent.readLines().findAll { it.startsWith('notice: ') })
  }
}
println((table + notices).join('\n'))
if (ran == 0) throw new IllegalStateException('No spec tagged "proof" ran: nothing was proved.')
