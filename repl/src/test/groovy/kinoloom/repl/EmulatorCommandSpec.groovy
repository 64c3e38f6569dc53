package kinoloom.repl

import java.nio.file.Path
import kinoloom.emulator.quirk.Chaos
import kinoloom.emulator.quirk.Quirk
import spock.lang.Specification
import spock.lang.TempDir

class EmulatorCommandSpec extends Specification {
  @TempDir Path folder
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()

  def "--list-quirks is a table of all quirks and one of the chaos profiles, and starts nothing"() {
    when:
    def exit = kino('emulator', '--list-quirks')
    def lines = out.toString().readLines()

    then:
    exit == 0
    err.toString() == ''
    lines[0] == '--quirk                 WHAT THE EMULATOR THEN DOES'
    lines[1] == 'envelope-data           A task\'s answer is wrapped: {"status":"ok","data":{…}}.'
    lines.size() == Quirk.all().size() + Chaos.all().size() + 3
    lines*.split(/ {2,}/).collect { it[0] } ==
        ['--quirk'] + Quirk.all()*.kebab() + [''] + ['--chaos'] + Chaos.all()*.kebab()
    lines.takeRight(3) == [
        'mild     One request in fifty goes wrong, and one task in a hundred fails.',
        'rough    One request in ten goes wrong, and one task in twenty fails.',
        'storm    One request in three goes wrong, and one task in five fails.']
    lines.every { it.size() <= 110 }
    folder.toFile().list() == [] as String[]
  }

  def "#line is a mistake in the command line: exit 2, one message, nothing on stdout"() {
    expect:
    kino(*line.split(' ')) == 2
    err.toString() == expected.stripIndent()
    out.toString() == ''

    where:
    line || expected
    'emulator --quirk envelop-data' || '''\
      kino: there is no quirk 'envelop-data' (--quirk)
        hint: Did you mean envelope-data? kino emulator --list-quirks
      '''
    'emulator --quirk sse-cut --quirk everything' || '''\
      kino: there is no quirk 'everything' (--quirk)
        hint: kino emulator --list-quirks
      '''
    'emulator --chaos strom' || '''\
      kino: there is no profile 'strom' (--chaos)
        hint: Did you mean storm? mild, rough, storm
      '''
    'emulator --chaos none' || '''\
      kino: there is no profile 'none' (--chaos)
        hint: mild, rough, storm
      '''
  }

  def "quirks that are given are turned on"() {
    given:
    def stop = new Interruption({})
    def thread = Thread.start {
      Main.run(['emulator', '--key', 'sk-quirky', '--quirk', 'type-html', '--quirk', 'duplicate-models', '--chaos', 'mild', '--seed', '1'] as String[],
          new PrintStream(out), new PrintStream(err), [:], folder, stop)
    }
    while (thread.alive && !out.toString().contains('\n')) Thread.sleep(20)
    while (thread.alive && !err.toString().contains('Turned on')) Thread.sleep(20)
    def url = out.toString().find(/http:[^,]+/)

    when:
    def models = new URL("$url/llmage/v1/models?catelogid=t2t").openConnection()
    models.setRequestProperty('Authorization', 'Bearer sk-quirky')

    then:
    models.inputStream.text.count('"id":"qwen3-max"') == 2
    models.contentType == 'text/html'
    err.toString().readLines()[1] == 'Turned on: type-html, duplicate-models, chaos mild.'

    cleanup:
    stop.signalled()
    thread.join(10_000)
  }

  private int kino(String... args) {
    Main.run(args, new PrintStream(out), new PrintStream(err), [:], folder)
  }
}
