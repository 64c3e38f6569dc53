package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** What strace does to one system call of a kino: the {@code n}-th of a thread fails, or is the process's last. */
class SystemCalls {
  final String call
  final String fault
  final String when
  /** Only calls on the journal, which has to be there. */
  final boolean journal

  SystemCalls(String call, String fault, Object when, boolean journal) {
    this.call = call
    this.fault = fault
    this.when = when
    this.journal = journal
  }

  String getName() {
    "$call $when${journal ? ' of the journal' : ''}: $fault"
  }

  /** The command for it. Without seccomp, with which signals are not always sent. */
  List<String> command(Trial trial) {
    String what = fault == 'KILL' ? 'signal=SIGKILL' : "error=$fault"
    List<String> command = ['strace', '-f', '-qq', '-o', log(trial).toString(), '-e', "trace=$call", '-e', "inject=$call:$what:when=$when"]*.toString()
    command + (journal ? ['-P', trial.folder.resolve("work/runs/$trial.journal.run/journal.log").toRealPath().toString()] : [])
  }

  /** Whether it ever came to that call. */
  boolean came(Trial trial) {
    String log = Files.readString(log(trial))
    log.contains('(INJECTED)') || log.contains('killed by SIGKILL')
  }

  private Path log(Trial trial) {
    trial.folder.resolve('strace.txt')
  }

  /** Whether there is a strace here that may trace. */
  static boolean possible() {
    try {
      Process process = new ProcessBuilder('strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync', 'true').redirectErrorStream(true).start()
      process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0
    } catch (IOException ignored) {
      false
    }
  }
}
