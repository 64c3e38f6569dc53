package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.repl.Json

/** The books of a separate emulator, read from its data folder: the judge of every crash. It can be killed itself. */
class Bank implements AutoCloseable {
  /** Its forms differ: in Base64, in an address, in hex. */
  static final String KEY = 'sk-crash+0123/456789=secret'

  private final Path folder
  private final Path data
  private KinoProcess emulator
  private URI address

  Bank(Path folder) {
    this.folder = Files.createDirectories(folder)
    data = folder.resolve('data')
    start(0)
  }

  URI getUrl() {
    address
  }

  private void start(int port) {
    emulator = KinoProcess.start(folder, [:], ['emulator', '--data', "$data" as String, '--key', KEY,
      '--balance', '1000000', '--time-scale', '0.004', '--pixel-scale', '0.25', '--port', "$port" as String])
    while (!emulator.answer.contains('\n')) {
      assert emulator.alive : emulator.said
      Thread.sleep(20)
    }
    address = URI.create((emulator.answer =~ /listening on (\S+),/)[0][1] as String)
  }

  /** SIGKILL, and up again at the same address. */
  void crash() {
    emulator.kill()
    start(address.port)
  }

  /** Every entry so far: kind, taskid, transno, fen. */
  List<Map> entries() {
    Path ledger = data.resolve('ledger.log')
    String text = Files.readString(ledger)
    text.substring(0, text.lastIndexOf('\n') + 1).readLines().collect { Json.read(it) as Map }
  }

  /** Waits until it holds the price of so many requests, or the process that asks has ended. */
  boolean awaitsReserves(KinoProcess asking, int count) {
    while (asking.alive) {
      if (entries().count { it.kind == 'reserve' } >= count) return true
    }
    false
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
