package kinoloom.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kinoloom.artifact.Artifact;
import kinoloom.graph.Input;
import kinoloom.graph.Kind;
import kinoloom.graph.Resolver;
import kinoloom.graph.Step;
import kinoloom.graph.ValueException;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;

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
    Set<String> lacking = step.kind() == Kind.CUT ? state.lacking(words.get("clips")) : Set.of();
    if (!lacking.isEmpty()) words.put(StepState.MISSING, List.copyOf(lacking));
    return words;
  }

  /**
   * What people call a file that a step uses: its name, or that of the step that made it. Files of
   * the same content are one; what the step itself says comes first.
   */
  String origin(Step step, Artifact artifact) {
    return step.params().values().stream()
        .flatMap(Words::written)
        .filter(it -> artifact.equals(files.get(it)))
        .map(it -> String.valueOf(Path.of(it.path()).getFileName()))
        .findFirst()
        .or(() -> maker(artifact))
        .or(() -> files.name(artifact))
        .map(it -> "'" + it + "'")
        .orElse("it");
  }

  /** What people call the file of this content that a step uses. */
  String origin(Step step, String sha256) {
    return Preparation.flat(new ArrayList<>(of(step).values())).stream()
        .filter(it -> it instanceof Artifact file && file.sha256().equals(sha256))
        .findFirst()
        .map(it -> origin(step, (Artifact) it))
        .orElse("a picture");
  }

  private static Stream<Input.LocalFile> written(Input input) {
    if (input instanceof Input.LocalFile file) return Stream.of(file);
    return input instanceof Input.ListOf list
        ? list.elements().stream().flatMap(Words::written)
        : Stream.empty();
  }

  private Optional<String> maker(Artifact artifact) {
    return state.steps().stream()
        .filter(it -> artifact.equals(it.value()))
        .map(it -> it.id().value())
        .findFirst();
  }

  private Object value(Step step, String word, Input input) {
    try {
      return Resolver.value(input, state.knownTo(step, word), files::get);
    } catch (ValueException e) {
      throw new ValueException(word, word + " of '" + step.id() + "': " + e.getMessage());
    }
  }
}
