package kinoloom.emulator.web;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import kinoloom.emulator.quirk.Faults;
import org.xnio.Options;

/** The socket: on a loopback address, with small packets leaving at once and everything bounded. */
public final class WebServer implements AutoCloseable {
  private static final int IO_THREADS = 2;
  private static final int WORKERS = 64;
  private static final int SECOND = 1000;

  // Held here, since a logger nobody holds forgets its level.
  private static final List<Logger> CHATTY =
      Stream.of("io.undertow", "org.xnio", "org.jboss.threads").map(Logger::getLogger).toList();

  private final Undertow undertow;
  private final URI url;

  private WebServer(Undertow undertow, URI url) {
    this.undertow = undertow;
    this.url = url;
  }

  /**
   * Listens.
   *
   * @param bind a loopback address
   * @param port 0 for any free one
   * @param tmp where uploads are kept while they are read
   * @param console what answers where the API does not
   * @throws IOException when the port is taken; the message names it
   */
  public static WebServer start(String bind, int port, Path tmp, Parts parts, HttpHandler console)
      throws IOException {
    CHATTY.stream()
        .filter(logger -> logger.getLevel() == null)
        .forEach(logger -> logger.setLevel(Level.WARNING));
    Faults faults = parts.pace().faults();
    Replies replies = new Replies(faults, parts.clock());
    FormReader reader = new FormReader(tmp, parts.files(), faults.mostJson(FormReader.MOST_JSON));
    Router router = new Router(new Routes(parts, replies).table(), parts, reader, replies, console);
    HostGuard guard = new HostGuard(bind, replies, router);
    Undertow undertow = undertow(bind, port, new BlockingHandler(guard));
    try {
      undertow.start();
    } catch (RuntimeException e) {
      undertow.stop();
      throw new IOException(
          String.format(
              Locale.ROOT,
              "cannot listen on %s port %d; is it taken? Port 0 takes any free one.",
              bind,
              port),
          e);
    }
    int bound = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    String host = bind.contains(":") ? "[" + bind + "]" : bind;
    return new WebServer(undertow, URI.create("http://" + host + ":" + bound));
  }

  public URI url() {
    return url;
  }

  @Override
  public void close() {
    undertow.stop();
  }

  private static Undertow undertow(String bind, int port, BlockingHandler handler) {
    return Undertow.builder()
        .addHttpListener(port, bind, handler)
        .setIoThreads(IO_THREADS)
        .setWorkerThreads(WORKERS)
        .setSocketOption(Options.TCP_NODELAY, true)
        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16 << 10)
        .setServerOption(UndertowOptions.MAX_HEADERS, 64)
        .setServerOption(UndertowOptions.MAX_PARAMETERS, FormReader.MOST_PARTS)
        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long) FormReader.MOST_JSON)
        .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 10 * SECOND)
        .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60 * SECOND)
        .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, SECOND / 2)
        .build();
  }
}
