package kinoloom.emulator.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * An append-only file of JSON objects, one a line, in UTF-8:
 *
 * <pre>
 * {"event":"accepted","taskid":"5d1f…","model":"wan2.2-t2i-plus", …}
 * {"event":"rendered","taskid":"5d1f…", …}
 * </pre>
 *
 * {@link #append} returns after the line was forced to disk. A last line without its newline is
 * what a killed process leaves: it was never acknowledged, and {@link #open} cuts it off. Any other
 * damage is an error that names the file and the line.
 */
public final class JsonLog implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private JsonLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens or creates the file and hands every line in it to {@code reader}, in order. */
  public static JsonLog open(Path file, Consumer<ObjectNode> reader) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      long whole = replay(file, channel, reader);
      channel.truncate(whole);
      channel.position(whole);
      return new JsonLog(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Appends one line and forces it to disk. */
  public synchronized void append(ObjectNode line) throws IOException {
    byte[] json = Json.MAPPER.writeValueAsBytes(line);
    byte[] bytes = Arrays.copyOf(json, json.length + 1);
    bytes[json.length] = '\n';
    long start = channel.position();
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    } catch (IOException e) {
      // Half a line in the middle of the file would be damage; take it back.
      if (channel.isOpen()) {
        channel.truncate(start);
      }
      throw e;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private static long replay(Path file, FileChannel channel, Consumer<ObjectNode> reader)
      throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (all.hasRemaining() && channel.read(all) >= 0) {
      // until the whole file is in memory
    }
    byte[] bytes = all.array();
    int start = 0;
    int number = 0;
    for (int at = 0; at < all.position(); at++) {
      if (bytes[at] == '\n') {
        number++;
        reader.accept(parse(file, number, bytes, start, at));
        start = at + 1;
      }
    }
    return start;
  }

  private static ObjectNode parse(Path file, int number, byte[] bytes, int from, int to)
      throws IOException {
    try {
      if (Json.MAPPER.readTree(bytes, from, to - from) instanceof ObjectNode object) {
        return object;
      }
      throw damaged(file, number, null);
    } catch (JsonProcessingException e) {
      throw damaged(file, number, e);
    }
  }

  private static IOException damaged(Path file, int number, Exception cause) {
    return new IOException(
        file + " line " + number + " is damaged: expected one JSON object. Restore it from a copy.",
        cause);
  }
}
