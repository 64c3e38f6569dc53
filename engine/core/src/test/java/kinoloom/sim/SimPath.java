package kinoloom.sim;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;

/** A path on a {@link SimDisk}. A relative one is good for being resolved. */
final class SimPath implements Path {
  private static final String[] NONE = {};

  private final SimFileSystem files;
  private final boolean absolute;
  final String[] names;
  private String text;

  SimPath(SimFileSystem files, boolean absolute, String[] names) {
    this.files = files;
    this.absolute = absolute;
    this.names = names;
  }

  static String[] split(String text) {
    String inner = text.startsWith("/") ? text.substring(1) : text;
    return inner.isEmpty() ? NONE : inner.split("/");
  }

  String last() {
    return names[names.length - 1];
  }

  @Override
  public FileSystem getFileSystem() {
    return files;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public Path getRoot() {
    return new SimPath(files, true, NONE);
  }

  @Override
  public SimPath getFileName() {
    return names.length == 0 ? null : new SimPath(files, false, new String[] {last()});
  }

  @Override
  public SimPath getParent() {
    if (names.length == 0 || names.length == 1 && !absolute) return null;
    return new SimPath(files, absolute, Arrays.copyOf(names, names.length - 1));
  }

  @Override
  public int getNameCount() {
    return names.length;
  }

  @Override
  public Path getName(int index) {
    return new SimPath(files, false, new String[] {names[index]});
  }

  @Override
  public Path subpath(int from, int to) {
    return new SimPath(files, false, Arrays.copyOfRange(names, from, to));
  }

  @Override
  public boolean startsWith(Path other) {
    String[] first = ((SimPath) other).names;
    return first.length <= names.length
        && Arrays.equals(names, 0, first.length, first, 0, first.length);
  }

  @Override
  public boolean endsWith(Path other) {
    String[] end = ((SimPath) other).names;
    int from = names.length - end.length;
    return from >= 0 && Arrays.equals(names, from, names.length, end, 0, end.length);
  }

  @Override
  public Path normalize() {
    return this;
  }

  @Override
  public SimPath resolve(Path other) {
    if (other.isAbsolute()) return (SimPath) other;
    return join(((SimPath) other).names);
  }

  @Override
  public SimPath resolve(String other) {
    return join(split(other));
  }

  private SimPath join(String[] more) {
    String[] joined = Arrays.copyOf(names, names.length + more.length);
    System.arraycopy(more, 0, joined, names.length, more.length);
    return new SimPath(files, absolute, joined);
  }

  @Override
  public Path relativize(Path other) {
    return ((SimPath) other).subpath(names.length, ((SimPath) other).names.length);
  }

  @Override
  public URI toUri() {
    return URI.create("sim:" + this);
  }

  @Override
  public Path toAbsolutePath() {
    return this;
  }

  @Override
  public Path toRealPath(LinkOption... options) {
    return this;
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SimPath path
        && path.files == files
        && path.absolute == absolute
        && Arrays.equals(path.names, names);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(names);
  }

  @Override
  public String toString() {
    if (text == null) text = (absolute ? "/" : "") + String.join("/", names);
    return text;
  }
}
