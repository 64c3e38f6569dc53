package kinoloom.repl.crash

import java.util.concurrent.CopyOnWriteArrayList

/**
 * A line to a server on this machine whose answers to some requests are late, piece by piece, so that a process can be
 * hit while it waits for them. What was sent into it arrives, even when its sender is gone.
 */
class SlowLine implements AutoCloseable {
  static final String PAYS = 'POST '
  static final String LOOKS_UP = 'GET /llmage/get_my_asynctasks'
  static final String FETCHES = 'GET /idfile'

  private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getByName('127.0.0.1'))
  private final URI server
  private final long lateMillis
  private final List<String> late
  private final List<String> heard = new CopyOnWriteArrayList<>()

  SlowLine(URI server, long lateMillis, String... late) {
    this.server = server
    this.lateMillis = lateMillis
    this.late = late.toList()
    Thread.startDaemon('slow-line') {
      while (!door.closed) {
        try {
          connect(door.accept())
        } catch (IOException ignored) {
          // Closed, or the server is gone: the caller finds out.
        }
      }
    }
  }

  String getUrl() {
    "http://127.0.0.1:$door.localPort"
  }

  /** Waits until so many requests of a kind have come, or the process that makes them has ended. */
  boolean awaits(KinoProcess asking, String kind, int count) {
    while (asking.alive) {
      if (heard.count { it.startsWith(kind) } >= count) return true
      Thread.sleep(1)
    }
    false
  }

  private void connect(Socket client) {
    Socket line = new Socket(server.host, server.port)
    boolean isLate = false
    pump(client, line) { byte[] bytes, int n ->
      String begin = new String(bytes, 0, Math.min(n, 60), 'ISO-8859-1')
      if (!begin.startsWith('GET ') && !begin.startsWith('POST ')) return
      isLate = late.any { begin.startsWith(it) }
      heard << begin
    }
    pump(line, client) { byte[] bytes, int n -> if (isLate) Thread.sleep(lateMillis) }
  }

  private static void pump(Socket from, Socket to, Closure before) {
    Thread.startDaemon('slow-line-pump') {
      byte[] bytes = new byte[16384]
      try {
        for (int n; (n = from.inputStream.read(bytes)) >= 0;) {
          before(bytes, n)
          to.outputStream.write(bytes, 0, n)
          to.outputStream.flush()
        }
        to.shutdownOutput()
      } catch (IOException ignored) {
        to.close()
      }
    }
  }

  @Override
  void close() {
    door.close()
  }
}
