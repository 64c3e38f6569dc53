package kinoloom.run;

import java.util.LinkedHashMap;
import java.util.Map;
import kinoloom.graph.Input;
import kinoloom.graph.Resolver;
import kinoloom.graph.Step;
import kinoloom.graph.ValueException;
import kinoloom.plan.RunState;

/** Gives the values of a step's words, once all are known. */
final class Words {
  private final RunState state;
  private final LocalFiles files;

  Words(RunState state, LocalFiles files) {
    this.state = state;
    this.files = files;
  }

  /**
   * @throws ValueException naming the step and the word
   */
  Map<String, Object> of(Step step) {
    Map<String, Object> words = new LinkedHashMap<>();
    step.params()
        .forEach(
            (word, input) -> {
              if (!word.equals(Step.AFTER)) words.put(word, value(step, word, input));
            });
    return words;
  }

  private Object value(Step step, String word, Input input) {
    try {
      return Resolver.value(input, state::known, files::get);
    } catch (ValueException e) {
      throw new ValueException(word + " of '" + step.id() + "': " + e.getMessage());
    }
  }
}
