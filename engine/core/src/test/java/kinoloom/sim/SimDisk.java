package kinoloom.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A disk that keeps what it was made to keep, and no more. Every file and directory has two states:
 * what programs see, and what is durable. What was done and not forced is a list of changes, in
 * order; a power cut applies some of them to the durable state and forgets the others. Content is
 * forced by its file, a name by its directory: a renamed file whose directory was not forced may
 * have its old name, a new one none at all.
 */
final class SimDisk {
  private static final byte[] EMPTY = {};

  private final List<Change> unforced = new ArrayList<>();
  private final Node root = new Node(true);
  private long numbers;

  /** A file or a directory. */
  final class Node {
    final long number = ++numbers;
    final boolean directory;
    Content seen = new Content();
    Content durable = new Content();

    Node(boolean directory) {
      this.directory = directory;
    }
  }

  /** What is in a file, or the names in a directory. */
  static final class Content {
    byte[] bytes = EMPTY;
    int length;
    Map<String, Node> names = Map.of();

    void write(int offset, byte[] written) {
      int end = offset + written.length;
      if (end > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
      System.arraycopy(written, 0, bytes, offset, written.length);
      length = Math.max(length, end);
    }

    void truncate(int size) {
      if (size >= length) return;
      Arrays.fill(bytes, size, length, (byte) 0);
      length = size;
    }

    void name(String name, Node node) {
      if (names.isEmpty()) names = new LinkedHashMap<>();
      if (node == null) names.remove(name);
      else names.put(name, node);
    }

    byte[] copy() {
      return Arrays.copyOf(bytes, length);
    }
  }

  /** Something that was done to one node. */
  private sealed interface Change {
    Node node();

    void applyTo(Content content);
  }

  private record Write(Node node, int offset, byte[] bytes) implements Change {
    @Override
    public void applyTo(Content content) {
      content.write(offset, bytes);
    }
  }

  private record Truncate(Node node, int size) implements Change {
    @Override
    public void applyTo(Content content) {
      content.truncate(size);
    }
  }

  /**
   * Names come and go; those of a rename within one directory do so together.
   *
   * @param gone null if no name goes
   * @param come null if none comes
   */
  private record Rename(Node node, String gone, String come, Node named) implements Change {
    @Override
    public void applyTo(Content content) {
      if (gone != null) content.name(gone, null);
      if (come != null) content.name(come, named);
    }
  }

  Node root() {
    return root;
  }

  /** The node at a path, or null. */
  Node find(String[] names) {
    Node node = root;
    for (String name : names) {
      if (node == null || !node.directory) return null;
      node = node.seen.names.get(name);
    }
    return node;
  }

  void write(Node file, int offset, byte[] bytes) {
    change(new Write(file, offset, bytes));
  }

  void truncate(Node file, int size) {
    change(new Truncate(file, size));
  }

  void link(Node directory, String name, Node node) {
    change(new Rename(directory, null, name, node));
  }

  void unlink(Node directory, String name) {
    change(new Rename(directory, name, null, null));
  }

  void rename(Node from, String old, Node to, String name) {
    Node node = from.seen.names.get(old);
    if (from == to) {
      change(new Rename(from, old, name, node));
    } else {
      link(to, name, node);
      unlink(from, old);
    }
  }

  private void change(Change change) {
    change.applyTo(change.node().seen);
    unforced.add(change);
  }

  void force(Node node) {
    int left = 0;
    for (Change change : unforced) {
      if (change.node() == node) change.applyTo(node.durable);
      else unforced.set(left++, change);
    }
    unforced.subList(left, unforced.size()).clear();
  }

  /** What the next process finds. */
  void crash(Image image, RandomGenerator random) {
    if (image == Image.KEPT) return;
    List<Change> arrived = new ArrayList<>();
    switch (image) {
      case FORCED -> {}
      case PREFIX -> arrived.addAll(unforced.subList(0, random.nextInt(unforced.size() + 1)));
      case TORN, NULS -> tear(arrived, image, random);
      case UNDONE -> some(arrived, random, false);
      case SOME -> some(arrived, random, true);
      default -> throw new IllegalStateException("No rule for " + image);
    }
    for (Change change : arrived) change.applyTo(change.node().durable);
    unforced.clear();
    settle(root, new IdentityHashMap<>());
  }

  private void some(List<Change> arrived, RandomGenerator random, boolean contentToo) {
    for (Change change : unforced) {
      boolean certain = !contentToo && !(change instanceof Rename);
      if (certain || random.nextBoolean()) arrived.add(change);
    }
  }

  /** Tears the last write, or a random one where several have not been forced. */
  private void tear(List<Change> arrived, Image image, RandomGenerator random) {
    int torn = unforced.size() - 1;
    if (random.nextInt(3) == 0 && torn > 0) torn = random.nextInt(torn);
    while (torn >= 0 && !(unforced.get(torn) instanceof Write)) torn--;
    if (torn < 0) return;
    arrived.addAll(unforced.subList(0, torn));
    Write write = (Write) unforced.get(torn);
    byte[] bytes = write.bytes();
    if (bytes.length == 0) return;
    int there = random.nextInt(bytes.length);
    int length = image == Image.TORN ? there : there + random.nextInt(bytes.length - there) + 1;
    byte[] part = Arrays.copyOf(Arrays.copyOf(bytes, there), length);
    arrived.add(new Write(write.node(), write.offset(), part));
  }

  private static void settle(Node node, Map<Node, Node> settled) {
    if (settled.put(node, node) != null) return;
    Content now = node.durable;
    Content copy = new Content();
    copy.bytes = Arrays.copyOf(now.bytes, now.length);
    copy.length = now.length;
    if (!now.names.isEmpty()) copy.names = new LinkedHashMap<>(now.names);
    node.seen = copy;
    now.names.values().forEach(it -> settle(it, settled));
  }

  /** Whether these bytes stand anywhere on the disk. */
  boolean holds(byte[] text) {
    return holds(root, text);
  }

  private static boolean holds(Node node, byte[] text) {
    for (Map.Entry<String, Node> entry : node.seen.names.entrySet()) {
      if (holds(entry.getValue(), text)) return true;
    }
    byte[] bytes = node.seen.bytes;
    for (int at = 0; at + text.length <= node.seen.length; at++) {
      if (bytes[at] == text[0]
          && Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }
}
