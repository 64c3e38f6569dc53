package kinoloom.platform.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import kinoloom.platform.Platform.Barrier;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;

/**
 * The body of a paid request: written once or never, and held back just before its end.
 *
 * <p>Everything but the tail goes out and is flushed; then the barrier has to let the tail pass.
 * Until then the server has a body that is shorter than its stated length and can accept nothing.
 */
final class OneShotBody extends RequestBody {

  /** A piece of a body: bytes at hand, or a file that is streamed. */
  sealed interface Piece {
    long length();

    record Bytes(byte[] bytes) implements Piece {
      @Override
      public long length() {
        return bytes.length;
      }
    }

    /**
     * @param name how it is called in messages
     */
    record Content(String name, Path path, long length) implements Piece {}
  }

  private final MediaType type;
  private final List<Piece> head;
  private final byte[] tail;

  /** How long the barrier may take: it is one write to a disk. */
  private static final long PATIENCE_SECONDS = 60;

  private final Barrier barrier;
  private final AtomicBoolean begun = new AtomicBoolean();
  private BooleanSupplier cancelled = () -> false;
  private volatile boolean passed;
  private volatile IOException refusal;

  OneShotBody(MediaType type, List<Piece> head, byte[] tail, Barrier barrier) {
    this.type = type;
    this.head = List.copyOf(head);
    this.tail = tail;
    this.barrier = barrier;
  }

  void cancelledWhen(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
  }

  /** Whether the barrier let the tail go: from then on the request may count as made. */
  boolean passed() {
    return passed;
  }

  /** What this side held the request back for; null if it did not. */
  IOException refusal() {
    return refusal;
  }

  @Override
  public MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return head.stream().mapToLong(Piece::length).sum() + tail.length;
  }

  /** Tells OkHttp never to send it again: after 408, 503, or a connection that broke. */
  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    if (!begun.compareAndSet(false, true)) {
      throw new IOException("a paid request is never sent a second time");
    }
    for (Piece piece : head) write(piece, sink);
    sink.flush();
    pass();
    sink.write(tail);
    sink.flush();
  }

  private void pass() throws IOException {
    if (cancelled.getAsBoolean()) throw refuse(new IOException("the client was closed"));
    CompletableFuture<Void> passing = barrier.pass();
    try {
      passing.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw refuse(new IOException(String.valueOf(e.getCause().getMessage()), e));
    } catch (TimeoutException | CancellationException e) {
      passing.cancel(false);
      throw refuse(new IOException("it was not written down in time", e));
    } catch (InterruptedException e) {
      passing.cancel(false);
      Thread.currentThread().interrupt();
      throw refuse(new IOException("interrupted", e));
    }
    passed = true;
  }

  private void write(Piece piece, BufferedSink sink) throws IOException {
    if (piece instanceof Piece.Bytes it) {
      sink.write(it.bytes());
    } else if (piece instanceof Piece.Content it) {
      copy(it, sink);
    } else {
      throw new IllegalStateException("no such piece: " + piece);
    }
  }

  private void copy(Piece.Content file, BufferedSink sink) throws IOException {
    Source source;
    try {
      source = Okio.source(Files.newInputStream(file.path()));
    } catch (IOException e) {
      throw refuse(new IOException("cannot read " + file.name(), e));
    }
    try (Source in = source) {
      okio.Buffer buffer = new okio.Buffer();
      long left = file.length();
      while (left > 0) {
        long read = in.read(buffer, Math.min(left, 64 * 1024));
        if (read < 0)
          throw refuse(new IOException(file.name() + " became shorter while it was sent"));
        left -= read;
        sink.write(buffer, read);
      }
    }
  }

  private IOException refuse(IOException reason) {
    refusal = reason;
    return reason;
  }
}
