package kinoloom.graph;

import java.util.List;
import java.util.stream.Collectors;

/** A workflow that cannot be run: all its problems at once. Nothing was sent and nothing paid. */
public final class InvalidWorkflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidWorkflowException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
