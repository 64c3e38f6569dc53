package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** A kino in a JVM of its own, from the class path of the specs. What it says goes to two files. */
class KinoProcess {
  private static final List<String> JVM = [
    Path.of(System.getProperty('java.home'), 'bin', 'java').toString(), '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC', '-Xshare:auto', '-Xmx256m', '-Djava.awt.headless=true',
    '-cp', System.getProperty('java.class.path'), 'kinoloom.repl.Main'
  ]

  private final Process process
  private final Path out
  private final Path err

  private KinoProcess(Process process, Path out, Path err) {
    this.process = process
    this.out = out
    this.err = err
  }

  static KinoProcess start(Path folder, Map<String, String> env, List<String> arguments) {
    Path out = Files.createTempFile(folder, 'stdout-', '.txt')
    Path err = Files.createTempFile(folder, 'stderr-', '.txt')
    def builder = new ProcessBuilder(JVM + arguments).directory(folder.toFile())
        .redirectOutput(out.toFile()).redirectError(err.toFile())
    builder.environment().keySet().removeIf { it.startsWith('KINOLOOM') }
    builder.environment().XDG_STATE_HOME = folder.resolve('state').toString()
    builder.environment().putAll(env)
    new KinoProcess(builder.start(), out, err)
  }

  /** SIGKILL, to this very process; returns when it is gone. */
  void kill() {
    process.destroyForcibly()
    process.waitFor()
  }

  /** SIGINT, as Ctrl-C sends it. */
  void interrupt() {
    new ProcessBuilder('kill', '-INT', "$pid").start().waitFor()
  }

  int exit(int seconds = 60) {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      kill()
      throw new AssertionError("kino did not end within $seconds s; it said:\n$said" as Object)
    }
    process.exitValue()
  }

  boolean isAlive() {
    process.alive
  }

  long getPid() {
    process.pid()
  }

  String getAnswer() {
    Files.readString(out)
  }

  String getSaid() {
    Files.readString(err)
  }
}
