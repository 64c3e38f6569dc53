package kinoloom.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kinoloom.graph.Kind;
import kinoloom.graph.Problem;
import kinoloom.graph.Step;
import kinoloom.platform.Catalogue;
import kinoloom.platform.FieldSpec;
import kinoloom.platform.ModelSpec;

/**
 * Checks the fields that a step sends under their own names. What there is a word for is said with
 * it: the word is checked and priced, and only one of the two could be sent.
 */
final class Options {
  /** How a chat's answer comes over the wire is no part of what is asked. */
  static final String STREAM = "stream";

  /** Fields of every request that no script has a say in. */
  private static final Set<String> OURS = Set.of("catelogid", "transno");

  private final Catalogue catalogue;

  Options(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  List<Problem> check(Step step, ModelSpec spec, Map<String, Object> options) {
    List<Problem> problems = new ArrayList<>();
    options.forEach((name, value) -> check(step, spec, name, value).ifPresent(problems::add));
    return problems;
  }

  private Optional<Problem> check(Step step, ModelSpec spec, String name, Object value) {
    Optional<FieldSpec> field =
        spec.fields().stream()
            .filter(it -> name.equals(it.wire()) || name.equals(it.word()))
            .findFirst();
    if (field.isPresent() || name.equals("model")) {
      String word = field.map(FieldSpec::word).orElse(name);
      return problem(
          step,
          name,
          "option " + name + " sends what the word " + word + " says",
          "write " + word + " … in place of the option");
    }
    if (OURS.contains(name)) {
      return problem(step, name, "option " + name + " is not a script's to say", "leave it out");
    }
    if (name.equals(STREAM) && step.kind() == Kind.CHAT && !(value instanceof Boolean)) {
      return problem(
          step,
          name,
          "option stream must be true or false, not " + Conversation.shown(value),
          "leave it out: whether a chat is streamed is up to who listens");
    }
    return wireNames(name).isEmpty()
        ? Optional.empty()
        : problem(
            step,
            name,
            spec.model() + " takes no " + name,
            "if it does, name the field as the platform does: option "
                + String.join(" or ", wireNames(name)));
  }

  /** What a word of other models is called on the wire. */
  private List<String> wireNames(String word) {
    return catalogue.models().stream()
        .flatMap(model -> model.field(word).stream())
        .filter(it -> it.sent() && !it.wire().equals(word))
        .map(FieldSpec::wire)
        .distinct()
        .toList();
  }

  /** Checks that what is sent is plain data; files are known only when all words are. */
  List<Problem> checkData(Step step, Map<String, Object> options) {
    List<Problem> problems = new ArrayList<>();
    options.forEach(
        (name, value) -> {
          String odd = PlainData.odd(value);
          if (odd.isEmpty()) return;
          String what = "option " + name + " holds " + odd + ", which cannot be sent as an option";
          String hint = "give files to the words for them, such as firstFrame and images";
          problems.add(new Problem(step.place("option " + name), what, hint));
        });
    return problems;
  }

  private static Optional<Problem> problem(Step step, String name, String message, String hint) {
    return Optional.of(new Problem(step.place("option " + name), message, hint));
  }
}
