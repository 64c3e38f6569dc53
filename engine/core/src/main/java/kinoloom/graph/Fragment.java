package kinoloom.graph;

import java.util.List;

/**
 * What an expansion amounts to: new steps, and the value of the whole in terms of them.
 *
 * @param problems mistakes found on the way; when there are any the steps are not to be run
 */
public record Fragment(List<Step> steps, Input result, List<Problem> problems) {
  public Fragment {
    steps = List.copyOf(steps);
    problems = List.copyOf(problems);
  }
}
