package kinoloom.run;

import java.util.LinkedHashMap;
import java.util.Map;
import kinoloom.artifact.Artifact;
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

  /** What people call a file: its name, or that of the step that made it. */
  String origin(Artifact artifact) {
    return files
        .name(artifact)
        .or(
            () ->
                state.steps().stream()
                    .filter(it -> artifact.equals(it.value()))
                    .map(it -> it.id().value())
                    .findFirst())
        .map(it -> "'" + it + "'")
        .orElse("it");
  }

  private Object value(Step step, String word, Input input) {
    try {
      return Resolver.value(input, state::known, files::get);
    } catch (ValueException e) {
      throw new ValueException(word + " of '" + step.id() + "': " + e.getMessage());
    }
  }
}
