package kinoloom.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import kinoloom.graph.Input;
import kinoloom.graph.Kind;
import kinoloom.graph.Problem;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.platform.FieldSpec;
import kinoloom.platform.ModelSpec;

/**
 * Checks, before anything is made, that the words of a step that take files are given files, and of
 * the right kind: by what a user's file is, and by what another step will make.
 */
final class FileWords {
  private static final Map<Kind, String> MADE =
      Map.of(
          Kind.CHAT, "text",
          Kind.T2I, "image",
          Kind.T2V, "video",
          Kind.I2V, "video",
          Kind.REF2V, "video",
          Kind.CUT, "video");

  private final LocalFiles files;
  private final Function<StepId, Kind> kinds;

  FileWords(LocalFiles files, Function<StepId, Kind> kinds) {
    this.files = files;
    this.kinds = kinds;
  }

  /**
   * @param spec the step's model; null for a cut
   */
  List<Problem> check(Step step, ModelSpec spec) {
    List<Problem> problems = new ArrayList<>();
    if (spec == null) check(step, "clips", Set.of("image", "video"), problems);
    else {
      for (FieldSpec field : spec.fields()) {
        if (field.file()) check(step, field.word(), Set.of(field.media()), problems);
      }
    }
    return problems;
  }

  private void check(Step step, String word, Set<String> media, List<Problem> problems) {
    Input given = step.param(word);
    if (given == null) return;
    String wants =
        word
            + " of '"
            + step.id()
            + "' wants "
            + (media.size() > 1 ? "clips or pictures" : inWords(media.iterator().next()));
    for (Input one : leaves(given)) {
      if (one instanceof Input.Literal literal) {
        literal(step, wants, literal.value(), problems);
      } else if (one instanceof Input.LocalFile file) {
        String type = files.get(file).mediaType();
        if (!media.contains(type.replaceFirst("/.*", ""))) {
          problems.add(Problem.at(step.place(), wants + ", and '" + file.path() + "' is " + type));
        }
      } else if (one instanceof Input.OutputOf output && output.path().isEmpty()) {
        String made = MADE.get(kinds.apply(output.step()));
        if (made != null && !media.contains(made)) {
          problems.add(
              Problem.at(
                  step.place(), wants + ", and '" + output.step() + "' makes " + inWords(made)));
        }
      }
    }
  }

  private static void literal(Step step, String wants, Object value, List<Problem> problems) {
    for (Object element : Preparation.flat(value)) {
      String hint = element instanceof String ? "write file('" + element + "')" : "";
      problems.add(new Problem(step.place(), wants + ", and this is '" + element + "'", hint));
    }
  }

  private static String inWords(String media) {
    return switch (media) {
      case "image" -> "a picture";
      case "video" -> "a clip";
      case "audio" -> "a sound";
      default -> media;
    };
  }

  /** Whether {@code input} is a list of whose length nothing is guessed. */
  boolean counted(Input input) {
    return input instanceof Input.ListOf
        && leaves(input).stream()
            .allMatch(
                it ->
                    it instanceof Input.LocalFile
                        || it instanceof Input.OutputOf output
                            && output.path().isEmpty()
                            && MADE.containsKey(kinds.apply(output.step())));
  }

  private static List<Input> leaves(Input input) {
    if (!(input instanceof Input.ListOf list)) return List.of(input);
    List<Input> leaves = new ArrayList<>();
    for (Input element : list.elements()) leaves.addAll(leaves(element));
    return leaves;
  }
}
