package kinoloom.platform.http

import java.nio.charset.StandardCharsets
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger

/**
 * A server of sockets and nothing else, that answers as badly as it is told and keeps all it was
 * sent. It understands just enough HTTP to know where a request ends.
 */
class FaultServer implements Closeable {

    /** What one request was. {@code whole} is false if its end never came. */
    static class Got {
        String line
        /** The lines of its headers, as they came. */
        final List<String> head = []
        Map<String, String> headers = new LinkedHashMap<>()
        byte[] body = new byte[0]
        boolean whole
        /** When its last byte was there, by System.nanoTime. */
        long wholeAt

        String text() { new String(body, StandardCharsets.UTF_8) }

        boolean paid() { line.startsWith('POST') }

        String path() { line.split(' ')[1] }
    }

    final List<Got> requests = new CopyOnWriteArrayList<>()
    /** How many connections there were. */
    final AtomicInteger accepted = new AtomicInteger()
    private final ServerSocket server
    private final List<Socket> open = new CopyOnWriteArrayList<>()
    private final Closure behaviour
    /** Called when only the head of a request is there; what it returns says whether to read on. */
    Closure<Boolean> early = { Got got, Socket socket -> true }

    /** @param behaviour called with the request and the socket, which is closed afterwards */
    FaultServer(Closure behaviour, int port = 0) {
        this.behaviour = behaviour
        server = new ServerSocket(port, 50, InetAddress.getByName('127.0.0.1'))
        Thread.startDaemon('fault-server') { accept() }
    }

    static FaultServer saying(int status, String body, String type = 'application/json', String extra = '') {
        new FaultServer({ Got got, Socket socket -> answer(socket, status, body, type, extra) })
    }

    static void answer(Socket socket, int status, String body, String type = 'application/json', String extra = '') {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8)
        raw(socket, "HTTP/1.1 $status X\r\nContent-Type: $type\r\nContent-Length: ${bytes.length}\r\n$extra\r\n", bytes)
    }

    static void raw(Socket socket, String text, byte[] bytes = new byte[0]) {
        socket.outputStream.write(text.getBytes(StandardCharsets.UTF_8))
        socket.outputStream.write(bytes)
        socket.outputStream.flush()
    }

    /** Makes the other side see a reset instead of an orderly end. */
    static void reset(Socket socket) {
        socket.setSoLinger(true, 0)
        socket.close()
    }

    String getUrl() { "http://127.0.0.1:$server.localPort" }

    int getPort() { server.localPort }

    List<Got> getPaid() { requests.findAll { it.paid() } }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept()
                open << socket
                accepted.incrementAndGet()
                Thread.startDaemon('fault-server-connection') { serve(socket) }
            }
        } catch (IOException closed) {
        }
    }

    private void serve(Socket socket) {
        try {
            def input = new BufferedInputStream(socket.inputStream)
            while (true) {
                Got got = readHead(input)
                if (!got) return
                requests << got
                if (!early.call(got, socket)) return
                readBody(got, input)
                if (!got.whole) return
                behaviour.call(got, socket)
                if (got.headers['connection'] == 'close') return
            }
        } catch (IOException gone) {
        } finally {
            socket.close()
        }
    }

    private static Got readHead(InputStream input) {
        String line = line(input)
        if (!line) return null
        Got got = new Got(line: line)
        for (String header = FaultServer.line(input); header; header = FaultServer.line(input)) {
            int colon = header.indexOf(':')
            if (colon < 0) return null
            got.head << header
            got.headers[header.substring(0, colon).toLowerCase()] = header.substring(colon + 1).trim()
        }
        got
    }

    private static void readBody(Got got, InputStream input) {
        int length = (got.headers['content-length'] ?: '0') as int
        try {
            got.body = input.readNBytes(length)
        } catch (IOException cut) {
        }
        got.whole = got.body.length == length
        got.wholeAt = System.nanoTime()
    }

    private static String line(InputStream input) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()
        for (int c = input.read(); c != -1; c = input.read()) {
            if (c == 10) return bytes.toString('UTF-8').trim()
            bytes.write(c)
        }
        null
    }

    @Override
    void close() {
        server.close()
        open*.close()
    }
}
