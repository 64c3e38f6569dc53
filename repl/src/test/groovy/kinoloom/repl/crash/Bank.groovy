package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.repl.Json

/** The books of a separate emulator, read from its data folder: the judge of every crash. */
class Bank implements AutoCloseable {
  static final String KEY = 'sk-crash-0123456789-secret'

  private final Path data
  private final KinoProcess emulator
  final URI url

  Bank(Path folder) {
    data = folder.resolve('data')
    emulator = KinoProcess.start(folder, [:], ['emulator', '--data', "$data" as String, '--key', KEY,
      '--balance', '100000', '--time-scale', '0.004', '--pixel-scale', '0.25', '--port', '0'])
    while (!emulator.answer.contains('\n')) {
      assert emulator.alive : emulator.said
      Thread.sleep(20)
    }
    url = URI.create((emulator.answer =~ /listening on (\S+),/)[0][1] as String)
  }

  /** Every entry so far: kind, taskid, transno, fen. */
  List<Map> entries() {
    String text = Files.readString(data.resolve('ledger.log'))
    text.substring(0, text.lastIndexOf('\n') + 1).readLines().collect { Json.read(it) as Map }
  }

  /** The entries for these requests, once none of their tasks is running any more. */
  List<Map> settled(Set<String> transnos) {
    long end = System.nanoTime() + 30_000_000_000L
    while (true) {
      List<Map> mine = entries().findAll { it.transno in transnos }
      if (mine.count { it.kind == 'reserve' } == mine.count { it.kind in ['charge', 'release'] }) return mine
      assert System.nanoTime() < end : "tasks that are never settled: $mine"
      Thread.sleep(50)
    }
  }

  @Override
  void close() {
    emulator.kill()
  }
}
