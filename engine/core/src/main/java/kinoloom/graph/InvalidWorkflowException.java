package kinoloom.graph;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A workflow that cannot be run: all its problems at once. Nothing was sent and nothing paid. */
public final class InvalidWorkflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final transient Map<String, String> sources;

  public InvalidWorkflowException(List<Problem> problems) {
    this(problems, Map.of());
  }

  /**
   * @param sources the text of each file that places are in, so that the message can show the lines
   */
  public InvalidWorkflowException(List<Problem> problems, Map<String, String> sources) {
    super(
        problems.stream()
            .map(it -> it.told(sources.getOrDefault(it.place().file(), "")))
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
    this.sources = Map.copyOf(sources);
  }

  public List<Problem> problems() {
    return problems;
  }

  /** The text of a file that places are in; empty where it is not known. */
  public String source(String file) {
    return sources.getOrDefault(file, "");
  }
}
