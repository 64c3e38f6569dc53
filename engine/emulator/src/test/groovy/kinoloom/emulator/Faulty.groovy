package kinoloom.emulator

import java.util.concurrent.CopyOnWriteArrayList

/** A server of sockets and nothing else, that answers each request as badly as it is told. */
class Faulty implements Closeable {
    final List<String> requests = new CopyOnWriteArrayList<>()
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName('127.0.0.1'))
    private final List<Socket> open = new CopyOnWriteArrayList<>()

    /** @param behaviour called with the socket, which is closed afterwards */
    Faulty(Closure behaviour) {
        Thread.startDaemon('faulty') {
            try {
                while (true) {
                    Socket socket = server.accept()
                    open << socket
                    Thread.startDaemon('faulty-connection') { serve(socket, behaviour) }
                }
            } catch (IOException closed) {
            }
        }
    }

    static void say(Socket socket, int status, String type, String body) {
        socket.outputStream << "HTTP/1.1 $status X\r\nContent-Type: $type\r\nConnection: close\r\n\r\n$body".getBytes('UTF-8')
    }

    URI getUrl() { URI.create("http://127.0.0.1:$server.localPort/v1") }

    private void serve(Socket socket, Closure behaviour) {
        try {
            def head = new StringBuilder()
            while (!head.toString().endsWith('\r\n\r\n')) head.append((char) socket.inputStream.read())
            int length = (head =~ /(?i)content-length: (\d+)/)[0][1] as int
            requests << head + new String(socket.inputStream.readNBytes(length), 'UTF-8')
            behaviour.call(socket)
        } catch (IOException gone) {
        } finally {
            socket.close()
        }
    }

    @Override
    void close() {
        server.close()
        open*.close()
    }
}
