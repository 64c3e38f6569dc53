package kinoloom.emulator.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.quirk.FileReply;
import kinoloom.emulator.store.FileStore;
import kinoloom.emulator.store.StoredFile;

/** {@code /idfile}: files, for everyone who knows their key. */
final class FileService {
  private static final int BUFFER = 16 << 10;
  private static final String INERT =
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "
          + "frame-ancestors 'none'; sandbox";

  private final FileStore files;
  private final Faults faults;
  private final InstantSource clock;
  private final Replies replies;

  FileService(FileStore files, Faults faults, InstantSource clock, Replies replies) {
    this.files = files;
    this.faults = faults;
    this.clock = clock;
    this.replies = replies;
  }

  void serve(Call call) throws IOException {
    Optional<StoredFile> found = files.find(call.form().text("path"));
    if (found.isEmpty()) {
      refuse(call, StatusCodes.NOT_FOUND);
      return;
    }
    StoredFile file = found.get();
    FileReply reply = faults.file(FileReply.whole(file.size()), want(call, file));
    if (reply.status() == StatusCodes.OK) {
      send(call.exchange(), file, reply);
    } else {
      refuse(call, reply.status());
    }
  }

  private FileReply.Want want(Call call, StoredFile file) {
    String until = call.form().text("expires");
    boolean expired =
        until.matches("\\d{1,15}") && clock.instant().toEpochMilli() >= Long.parseLong(until);
    String range = call.exchange().getRequestHeaders().getFirst(Headers.RANGE);
    return new FileReply.Want(call.ask(), range == null ? "" : range, expired, file.size());
  }

  private static void send(HttpServerExchange exchange, StoredFile file, FileReply reply)
      throws IOException {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, file.mediaType());
    // Whatever is in it, a browser neither guesses another type nor runs anything.
    exchange
        .getResponseHeaders()
        .put(Headers.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .put(Headers.CONTENT_SECURITY_POLICY, INERT);
    if (reply.sized()) {
      long length = reply.broken() ? file.size() : reply.to() - reply.from();
      exchange.setResponseContentLength(length);
    }
    OutputStream out = exchange.getOutputStream();
    if (!reply.sized()) {
      // What is sent in one go gets a length after all.
      out.flush();
    }
    try (InputStream in = Files.newInputStream(file.path())) {
      in.skipNBytes(reply.from());
      copy(in, out, reply.to() - reply.from());
    }
    if (reply.broken()) {
      out.flush();
      Replies.cut(exchange);
    } else {
      out.close();
    }
  }

  private static void copy(InputStream in, OutputStream out, long length) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("the file is shorter than it was");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  private void refuse(Call call, int status) throws IOException {
    replies.text(call.exchange(), status, status + ": " + StatusCodes.getReason(status));
  }
}
