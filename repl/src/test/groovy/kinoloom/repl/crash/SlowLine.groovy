package kinoloom.repl.crash

/**
 * A line to a server on this machine whose answers to POST requests are late, so that a request
 * is in doubt long enough to be hit. What was sent into it arrives, even when its sender is gone.
 */
class SlowLine implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getByName('127.0.0.1'))
  private final URI server
  private final long lateMillis

  SlowLine(URI server, long lateMillis) {
    this.server = server
    this.lateMillis = lateMillis
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

  private void connect(Socket client) {
    Socket line = new Socket(server.host, server.port)
    boolean post = false
    pump(client, line) { byte[] bytes, int n -> post = post || new String(bytes, 0, Math.min(n, 5), 'US-ASCII') == 'POST ' }
    pump(line, client) { byte[] bytes, int n -> if (post) Thread.sleep(lateMillis) }
  }

  private static void pump(Socket from, Socket to, Closure before) {
    Thread.startDaemon('slow-line-pump') {
      byte[] bytes = new byte[65536]
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
