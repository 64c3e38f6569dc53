package kinoloom.repl.crash

import groovy.transform.CompileStatic
import java.nio.file.Files
import java.nio.file.Path
import kinoloom.repl.Json

/** The journal of the only run of a workspace, read without the engine's help. */
class RunJournal {
  private final Path workspace

  RunJournal(Path workspace) {
    this.workspace = workspace
  }

  /** Its whole lines, without the header, up to what a crash has torn; none while there is no run. */
  List<Map> events() {
    Path journal = file()
    if (journal == null) return []
    String text = Files.readString(journal)
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).readLines()
    lines.drop(1).takeWhile { it ==~ /[0-9a-f]{8} \d+ \{.*\}/ }.collect { Json.read(it.split(' ', 3)[2]) as Map }
  }

  String getRun() {
    file()?.parent?.fileName?.toString()
  }

  private Path file() {
    Path runs = workspace.resolve('runs')
    if (!Files.isDirectory(runs)) return null
    List<Path> journals = Files.list(runs).withCloseable { it.map { it.resolve('journal.log') }.filter { Files.exists(it) }.toList() }
    assert journals.size() < 2
    journals ? journals[0] : null
  }

  /**
   * Waits until it holds so many events of a type, or the process that writes it has ended.
   *
   * @return whether it ever did
   */
  boolean awaits(KinoProcess writer, String type, int count) {
    byte[] sign = /"type":"$type"/.bytes
    Path watched = null
    long read = -1
    while (true) {
      boolean alive = writer.alive
      if (watched == null) watched = file()
      long size = watched == null ? -1 : Files.size(watched)
      if (size != read) {
        read = size
        if (Times.of(Files.readAllBytes(watched), sign) >= count) return true
      }
      if (!alive) return false
      Thread.sleep(1)
    }
  }

  @CompileStatic
  private static class Times {
    static int of(byte[] text, byte[] sign) {
      int times = 0
      for (int i = 0; i <= text.length - sign.length; i++) {
        if (Arrays.equals(text, i, i + sign.length, sign, 0, sign.length)) times++
      }
      times
    }
  }
}
