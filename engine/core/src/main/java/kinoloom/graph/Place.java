package kinoloom.graph;

/** Where in a script something stands. {@code line} counts from 1; 0 means it is not known. */
public record Place(String file, int line) {
  public static final Place UNKNOWN = new Place("", 0);

  public boolean known() {
    return !file.isEmpty();
  }

  /** {@code halloween.groovy:31}, or {@code halloween.groovy} where the line is not known. */
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line : file;
  }
}
