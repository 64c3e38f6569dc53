package kinoloom.journal;

import java.util.List;

/** No run, or more than one, goes by a name. */
public final class UnknownRunException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int LISTED = 10;

  private final List<String> candidates;

  UnknownRunException(String name, List<String> found, List<String> all) {
    super(found.isEmpty() ? none(name, all) : several(name, found));
    candidates = found.isEmpty() ? all : found;
  }

  /** The runs that were meant perhaps, newest first. */
  public List<String> candidates() {
    return candidates;
  }

  private static String none(String name, List<String> all) {
    return "There is no run '" + name + "'. " + (all.isEmpty() ? "There are none yet" : list(all));
  }

  private static String several(String name, List<String> found) {
    return "Several runs begin with '" + name + "'. " + list(found);
  }

  private static String list(List<String> ids) {
    String shown = String.join(", ", ids.subList(0, Math.min(LISTED, ids.size())));
    int more = ids.size() - LISTED;
    return "Runs: " + shown + (more > 0 ? " and " + more + " older ones" : "");
  }
}
