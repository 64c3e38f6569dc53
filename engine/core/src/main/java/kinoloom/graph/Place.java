package kinoloom.graph;

/**
 * Where in a script something stands.
 *
 * @param line counts from 1; 0 means it is not known
 * @param column counts signs from 1; 0 means it is not known
 */
public record Place(String file, int line, int column) {
  public static final Place UNKNOWN = new Place("", 0);

  public Place(String file, int line) {
    this(file, line, 0);
  }

  public boolean known() {
    return !file.isEmpty();
  }

  /** {@code halloween.groovy:31:5}, less what is not known of it. */
  @Override
  public String toString() {
    if (line <= 0) return file;
    return file + ":" + line + (column > 0 ? ":" + column : "");
  }
}
