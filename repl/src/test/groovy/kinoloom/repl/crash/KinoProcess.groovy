package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** A kino in a JVM of its own, from the class path of the specs. What it says goes to two files. */
class KinoProcess {
  private static final List<String> JVM = [
    Path.of(System.getProperty('java.home'), 'bin', 'java').toString(), '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC', '-Xshare:auto', '-Xlog:disable', '-Xmx256m', '-Djava.awt.headless=true'
  ]

  private final Process process
  private final Path out
  private final Path err
  private final boolean under

  private KinoProcess(Process process, Path out, Path err, boolean under) {
    this.process = process
    this.out = out
    this.err = err
    this.under = under
  }

  /**
   * @param flags of the JVM
   * @param under a command that runs the JVM, such as a tracer
   * @param logs where its output goes
   */
  static KinoProcess start(Path folder, Map<String, String> env, List<String> arguments, List<String> flags = flags(), List<String> under = [], Path logs = folder) {
    Path out = Files.createTempFile(logs, 'stdout-', '.txt')
    Path err = Files.createTempFile(logs, 'stderr-', '.txt')
    def builder = new ProcessBuilder(under + JVM + flags + ['kinoloom.repl.Main'] + arguments).directory(folder.toFile())
        .redirectOutput(out.toFile()).redirectError(err.toFile())
    builder.environment().keySet().removeIf { it.startsWith('KINOLOOM') }
    builder.environment().putAll([XDG_STATE_HOME: folder.resolve('state').toString()] + env)
    new KinoProcess(builder.start(), out, err, !under.empty)
  }

  static List<String> flags() {
    ['-cp', System.getProperty('java.class.path')]
  }

  /** SIGKILL, to this very process; returns when it is gone. */
  void kill() {
    if (under) process.descendants().forEach { it.destroyForcibly() }
    process.destroyForcibly()
    process.waitFor()
  }

  /** SIGINT, as Ctrl-C sends it. */
  void interrupt() {
    new ProcessBuilder('kill', '-INT', "$pid").start().waitFor()
  }

  int exit(int seconds = 300) {
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

  /** The programs it has started and that still run. */
  List<ProcessHandle> getPrograms() {
    process.descendants().toList()
  }

  /** Waits until it has told of so many events, or has ended. */
  boolean tells(int events) {
    while (alive) {
      if (answer.count('\n') >= events) return true
      Thread.sleep(2)
    }
    false
  }

  List<Path> getOutputs() {
    [out, err]
  }

  String getAnswer() {
    Files.readString(out)
  }

  String getSaid() {
    Files.readString(err)
  }
}
