package kinoloom.repl

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import java.nio.file.attribute.FileTime
import java.nio.file.attribute.PosixFilePermissions
import java.time.Instant
import java.util.concurrent.TimeUnit
import spock.lang.IgnoreIf
import spock.lang.Specification
import spock.lang.TempDir

/** bin/kino in a project of its own, with a mvn and a java that only tell how they were called. */
@IgnoreIf({ os.windows })
class LauncherSpec extends Specification {
  static LAUNCHER = Path.of('bin/kino').toAbsolutePath()

  @TempDir Path temp
  Path project, tools, elsewhere

  def setup() {
    project = Files.createDirectories(temp.resolve('my project'))
    tools = Files.createDirectories(temp.resolve('tools/bin'))
    elsewhere = Files.createDirectories(temp.resolve('else where'))
    ['repl/bin', 'repl/src/main/java', 'engine/core/src/main/java'].each { Files.createDirectories(project.resolve(it)) }
    ['pom.xml', 'repl/pom.xml', 'repl/src/main/java/A.java', 'engine/core/src/main/java/B.java'].each { aMinuteAgo(project.resolve(it)) }
    Files.copy(LAUNCHER, project.resolve('repl/bin/kino'), StandardCopyOption.COPY_ATTRIBUTES)
    program('mvn', 'echo "mvn in $PWD: $*" >>"' + temp + '/mvn.log"; echo noise; mkdir -p repl/target/kino/lib')
    program('java', 'if [ "$1" = -version ]; then echo \'openjdk version "17.0.1"\' >&2; else echo "in $PWD"; for a; do echo "[$a]"; done; fi')
  }

  def "it builds itself the first time, from anywhere, through a symlink, and says so on stderr only"() {
    given:
    def link = Files.createSymbolicLink(elsewhere.resolve('kino'), Path.of('../my project/repl/bin/kino'))

    when:
    def first = run(link, 'run', 'a film.groovy')
    def second = run(link, 'version')

    then:
    first.code == 0
    first.err == 'Building kino (first time)…\n'
    first.out.readLines()[0] == "in $elsewhere"
    first.out.contains("[$project/repl/target/kino/lib/*]\n[kinoloom.repl.Main]\n[run]\n[a film.groovy]\n")
    second.err == ''
    mavens() == ["mvn in $project: -q -ntp -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl repl -am package"]
  }

  def "it builds itself again when #file is newer"() {
    given:
    run(project.resolve('repl/bin/kino'))

    when:
    Files.setLastModifiedTime(project.resolve(file), FileTime.from(Instant.now().plusSeconds(5)))
    def again = run(project.resolve('repl/bin/kino'))

    then:
    again.err == 'Building kino (sources have changed)…\n'
    mavens().size() == 2

    where:
    file << ['engine/core/src/main/java/B.java', 'repl/pom.xml', 'pom.xml']
  }

  def "what Maven says is shown only when it fails, and on stderr"() {
    given:
    program('mvn', 'echo "[ERROR] no such plugin"; exit 1')

    when:
    def failed = run(project.resolve('repl/bin/kino'), 'version')

    then:
    failed.code == 1
    failed.out == ''
    failed.err == 'Building kino (first time)…\n[ERROR] no such plugin\nkino: building failed; what Maven said is above\n'
    !Files.exists(project.resolve('repl/target/kino.lock'))
  }

  def "two at once build once"() {
    given:
    program('mvn', 'echo "mvn" >>"' + temp + '/mvn.log"; sleep 1; mkdir -p repl/target/kino/lib')

    when:
    def both = (1..2).collect { start(project.resolve('repl/bin/kino'), 'version') }.collect { end(it) }

    then:
    both*.code == [0, 0]
    mavens() == ['mvn']
  }

  def "a lock whose owner is gone does not stop it"() {
    given:
    def lock = Files.createDirectories(project.resolve('repl/target/kino.lock'))
    def dead = new ProcessBuilder('true').start()
    dead.waitFor()
    Files.writeString(lock.resolve('pid'), "${dead.pid()}\n")

    expect:
    run(project.resolve('repl/bin/kino'), 'version').code == 0
  }

  def "a Java that is too old is refused in words"() {
    given:
    program('java', 'echo \'openjdk version "11.0.20"\' >&2')

    when:
    def refused = run(project.resolve('repl/bin/kino'), 'version')

    then:
    refused.code == 1
    refused.err == "kino: $tools/java is Java 11; kino needs 17 or later\n  hint: Set JAVA_HOME to a newer one\n"
  }

  private program(String name, String body) {
    def file = Files.writeString(tools.resolve(name), "#!/bin/sh\n$body\n")
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString('rwxr-xr-x'))
  }

  private static aMinuteAgo(Path file) {
    Files.writeString(file, '')
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)))
  }

  private List<String> mavens() {
    Files.readAllLines(temp.resolve('mvn.log'))
  }

  private Map run(Path kino, String... args) {
    end(start(kino, args))
  }

  private Process start(Path kino, String... args) {
    def builder = new ProcessBuilder([kino.toString(), *args]).directory(elsewhere.toFile())
    builder.environment().remove('JAVA_HOME')
    builder.environment().XDG_STATE_HOME = elsewhere.resolve('state').toString()
    builder.environment().PATH = "$tools:${System.getenv('PATH')}".toString()
    builder.start()
  }

  private static Map end(Process process) {
    def result = [out: process.inputStream.getText('UTF-8'), err: process.errorStream.getText('UTF-8')]
    assert process.waitFor(30, TimeUnit.SECONDS)
    result + [code: process.exitValue()]
  }
}
