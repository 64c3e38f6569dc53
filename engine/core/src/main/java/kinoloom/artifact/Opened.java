package kinoloom.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is open for writing. Not thread-safe. */
public interface Opened extends Closeable {

  long length() throws IOException;

  /** Writes all of it, from {@code offset} bytes on. Nothing of it is durable before a sync. */
  void write(long offset, byte[] bytes) throws IOException;

  void truncate(long length) throws IOException;

  /** Makes the content durable. After a failure nobody knows what is on disk. */
  void sync() throws IOException;

  /**
   * Opens a file that exists. On the machine's own file system an interrupt does not disturb it: it
   * would close a channel in the middle of a write.
   */
  static Opened existing(Path file) throws IOException {
    return file.getFileSystem() == FileSystems.getDefault()
        ? new OfSystem(new RandomAccessFile(file.toFile(), "rw"))
        : new OfChannel(FileChannel.open(file, StandardOpenOption.WRITE));
  }

  /** A file of the machine. */
  record OfSystem(RandomAccessFile file) implements Opened {
    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public void write(long offset, byte[] bytes) throws IOException {
      file.seek(offset);
      file.write(bytes);
    }

    @Override
    public void truncate(long length) throws IOException {
      file.setLength(length);
    }

    @Override
    public void sync() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** A file of another file system, such as an archive or one in memory. */
  record OfChannel(FileChannel channel) implements Opened {
    @Override
    public long length() throws IOException {
      return channel.size();
    }

    @Override
    public void write(long offset, byte[] bytes) throws IOException {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) channel.write(left, offset + left.position());
    }

    @Override
    public void truncate(long length) throws IOException {
      channel.truncate(length);
    }

    @Override
    public void sync() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
