package kinoloom.repl

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kinoloom.repl.odd.OddPlatform
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** {@code --ask-key} on a real terminal, which {@code script} of util-linux provides. */
@Tag('proof')
class AskKeyTerminalSpec extends Specification {
  static final String KEY = 'sk-typed-0123456789'
  @TempDir Path folder
  @AutoCleanup OddPlatform platform = new OddPlatform({ method, path, exchange -> [200, 'application/json', '{"status":"ok","data":{"balance":5}}'] })

  def "what is typed is not echoed"() {
    given:
    if (!Files.isExecutable(Path.of('/usr/bin/script'))) {
      println 'notice: --ask-key was not tried on a terminal: there is no /usr/bin/script'
      return
    }
    def java = Path.of(System.getProperty('java.home'), 'bin', 'java')
    def kino = Files.writeString(folder.resolve('kino.sh'),
      "exec $java -XX:TieredStopAtLevel=1 -cp '${System.getProperty('java.class.path')}' kinoloom.repl.Main balance --base-url $platform.url --ask-key\n")
    def shown = folder.resolve('shown.txt')
    def terminal = new ProcessBuilder('/usr/bin/script', '-qec', "sh $kino" as String, '/dev/null').redirectErrorStream(true).redirectOutput(shown.toFile()).start()

    when: 'the key is typed once it is asked for'
    while (terminal.alive && !Files.readString(shown).contains('API key (not shown): ')) Thread.sleep(50)
    terminal.outputStream.with {
      write("$KEY\n".bytes)
      flush()
    }

    then:
    terminal.waitFor(60, TimeUnit.SECONDS)
    platform.heard.any { it.contains("Bearer $KEY") }
    !Files.readString(shown).contains('typed')

    cleanup:
    terminal?.destroyForcibly()
  }
}
