package kinoloom.sim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls of {@link java.nio.file.Files} on a {@link SimDisk}. Each that changes it counts. */
final class SimProvider extends FileSystemProvider {
  private final SimDisk disk;
  private final Effects effects;

  SimProvider(SimDisk disk, Effects effects) {
    this.disk = disk;
    this.effects = effects;
  }

  private SimDisk.Node find(Path path) {
    effects.alive();
    return disk.find(((SimPath) path).names);
  }

  private SimDisk.Node existing(Path path) throws NoSuchFileException {
    SimDisk.Node node = find(path);
    if (node == null) throw new NoSuchFileException(path.toString());
    return node;
  }

  private SimDisk.Node parent(Path path) throws NoSuchFileException {
    return existing(path.getParent());
  }

  private static String name(Path path) {
    return ((SimPath) path).last();
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    SimDisk.Node node = find(path);
    boolean fresh = options.contains(StandardOpenOption.CREATE_NEW);
    if (node != null && fresh) throw new FileAlreadyExistsException(path.toString());
    if (node == null && !fresh && !options.contains(StandardOpenOption.CREATE)) {
      throw new NoSuchFileException(path.toString());
    }
    if (node == null) {
      SimDisk.Node parent = parent(path);
      effects.next("create", path);
      node = disk.new Node(false);
      disk.link(parent, name(path), node);
    }
    boolean writes =
        options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    if (node.directory && writes) throw new IOException(path + " is a directory");
    if (writes && options.contains(StandardOpenOption.TRUNCATE_EXISTING) && node.seen.length > 0) {
      effects.next("truncate", path);
      disk.truncate(node, 0);
    }
    SimChannel channel = new SimChannel(disk, effects, path, node);
    if (options.contains(StandardOpenOption.APPEND)) channel.position(node.seen.length);
    return channel;
  }

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    SimDisk.Node node = existing(path);
    if (node.directory) throw new IOException(path + " is a directory");
    return new ByteArrayInputStream(node.seen.bytes, 0, node.seen.length);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (String name : existing(directory).seen.names.keySet()) paths.add(directory.resolve(name));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return paths.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    if (find(path) != null) throw new FileAlreadyExistsException(path.toString());
    SimDisk.Node parent = parent(path);
    effects.next("mkdir", path);
    disk.link(parent, name(path), disk.new Node(true));
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    if (find(link) != null) throw new FileAlreadyExistsException(link.toString());
    SimDisk.Node parent = parent(link);
    SimDisk.Node node = existing(existing);
    effects.next("link", link);
    disk.link(parent, name(link), node);
  }

  @Override
  public void delete(Path path) throws IOException {
    SimDisk.Node node = existing(path);
    if (!node.seen.names.isEmpty()) throw new DirectoryNotEmptyException(path.toString());
    effects.next("delete", path);
    disk.unlink(parent(path), name(path));
  }

  @Override
  public boolean deleteIfExists(Path path) throws IOException {
    if (find(path) == null) return false;
    delete(path);
    return true;
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    SimDisk.Node node = existing(source);
    SimDisk.Node to = parent(target);
    // Renaming one link of a file onto another link of it does nothing, as POSIX has it.
    if (find(target) == node) return;
    effects.next("rename", target);
    disk.rename(parent(source), name(source), to, name(target));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return existing(one) == existing(other);
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    existing(path);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return (V) new View(path);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return (A) new Attributes(existing(path));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String getScheme() {
    return "sim";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  private record Attributes(SimDisk.Node node) implements BasicFileAttributes {
    private static final FileTime NEVER = FileTime.fromMillis(0);

    @Override
    public FileTime lastModifiedTime() {
      return NEVER;
    }

    @Override
    public FileTime lastAccessTime() {
      return NEVER;
    }

    @Override
    public FileTime creationTime() {
      return NEVER;
    }

    @Override
    public boolean isRegularFile() {
      return !node.directory;
    }

    @Override
    public boolean isDirectory() {
      return node.directory;
    }

    @Override
    public boolean isSymbolicLink() {
      return false;
    }

    @Override
    public boolean isOther() {
      return false;
    }

    @Override
    public long size() {
      return node.seen.length;
    }

    @Override
    public Object fileKey() {
      return node.number;
    }
  }

  /** Permissions may be set; nobody is kept from anything. */
  private record View(Path path) implements PosixFileAttributeView {
    @Override
    public String name() {
      return "posix";
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> permissions) {}

    @Override
    public PosixFileAttributes readAttributes() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setTimes(FileTime modified, FileTime accessed, FileTime created) {}

    @Override
    public UserPrincipal getOwner() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setOwner(UserPrincipal owner) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setGroup(GroupPrincipal group) {
      throw new UnsupportedOperationException();
    }
  }
}
