package kinoloom.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file or directory of a {@link SimDisk}. */
final class SimChannel extends FileChannel {
  private final SimDisk disk;
  private final Effects effects;
  private final Path path;
  private final SimDisk.Node node;
  private int position;

  SimChannel(SimDisk disk, Effects effects, Path path, SimDisk.Node node) {
    this.disk = disk;
    this.effects = effects;
    this.path = path;
    this.node = node;
  }

  @Override
  public int read(ByteBuffer target) {
    int read = read(target, position);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public int read(ByteBuffer target, long from) {
    effects.alive();
    int length = Math.min(target.remaining(), node.seen.length - (int) from);
    if (length <= 0) return target.hasRemaining() ? -1 : 0;
    target.put(node.seen.bytes, (int) from, length);
    return length;
  }

  @Override
  public int write(ByteBuffer source) {
    int written = write(source, position);
    position += written;
    return written;
  }

  @Override
  public int write(ByteBuffer source, long to) {
    effects.next("write", path);
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    disk.write(node, (int) to, bytes);
    return bytes.length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long to) {
    position = (int) to;
    return this;
  }

  @Override
  public long size() {
    effects.alive();
    return node.seen.length;
  }

  @Override
  public FileChannel truncate(long size) {
    effects.next("truncate", path);
    disk.truncate(node, (int) size);
    return this;
  }

  @Override
  public void force(boolean metadata) {
    effects.next("force", path);
    disk.force(node);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long from, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long from, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void implCloseChannel() {}
}
