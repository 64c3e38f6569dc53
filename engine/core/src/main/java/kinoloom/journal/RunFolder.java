package kinoloom.journal;

import java.nio.file.Path;

/**
 * Where a run keeps its files.
 *
 * @param id {@code 20261122-093012-halloween}: when it began, local time, and a word of its title
 */
public record RunFolder(String id, Path path) {

  /** What happened, as {@link FileJournal} writes it. */
  public Path journal() {
    return path.resolve("journal.log");
  }

  /** The script as it was run. */
  public Path script() {
    return path.resolve("script.groovy");
  }

  /** The parameters it was run with. */
  public Path params() {
    return path.resolve("params.json");
  }

  /** The values that were given for what chats would answer. */
  public Path supplied() {
    return path.resolve("supplied.json");
  }

  @Override
  public String toString() {
    return id;
  }
}
