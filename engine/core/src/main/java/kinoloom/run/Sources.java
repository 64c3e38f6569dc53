package kinoloom.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import kinoloom.graph.Input;
import kinoloom.graph.Resolver;
import kinoloom.graph.Segment;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;

/**
 * Finds the steps and files that a step is made of; an expansion is seen through to what it made.
 */
final class Sources {
  private final Function<StepId, Resolver.Knowledge> known;

  Sources(Function<StepId, Resolver.Knowledge> known) {
    this.known = known;
  }

  /** The steps behind each word of a step; words without any are left out. */
  Map<String, Set<StepId>> steps(Step step) {
    Map<String, Set<StepId>> uses = new LinkedHashMap<>();
    step.params()
        .forEach(
            (word, input) -> {
              Set<StepId> found = steps(input);
              if (!found.isEmpty()) uses.put(word, found);
            });
    return uses;
  }

  Set<StepId> steps(Input input) {
    Set<StepId> found = new LinkedHashSet<>();
    gather(input, found, new ArrayList<>());
    return found;
  }

  Map<String, List<String>> files(Step step) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    step.params()
        .forEach(
            (word, input) -> {
              List<String> found = new ArrayList<>();
              gather(input, new LinkedHashSet<>(), found);
              if (!found.isEmpty()) files.put(word, List.copyOf(found));
            });
    return files;
  }

  private void gather(Input input, Set<StepId> steps, List<String> files) {
    if (input instanceof Input.OutputOf output) {
      Input made = made(output);
      if (made == null) steps.add(output.step());
      else gather(made, steps, files);
    } else if (input instanceof Input.PathOf path) {
      Input walked = walked(seenThrough(path.source()), path.segment());
      gather(walked == null ? path.source() : walked, steps, files);
    } else if (input instanceof Input.Template template) {
      template.parts().forEach(it -> gather(it, steps, files));
    } else if (input instanceof Input.ListOf list) {
      list.elements().forEach(it -> gather(it, steps, files));
    } else if (input instanceof Input.MapOf map) {
      map.entries().values().forEach(it -> gather(it, steps, files));
    } else if (input instanceof Input.LocalFile file) {
      files.add(file.path());
    }
  }

  private Input seenThrough(Input input) {
    if (input instanceof Input.OutputOf output) {
      Input made = made(output);
      return made == null ? input : seenThrough(made);
    }
    if (input instanceof Input.PathOf path) {
      Input walked = walked(seenThrough(path.source()), path.segment());
      return walked == null ? input : walked;
    }
    return input;
  }

  /** What an expansion has made in this place; null for another step, and where nobody knows. */
  private Input made(Input.OutputOf output) {
    if (!(known.apply(output.step()) instanceof Resolver.Knowledge.Structure structure))
      return null;
    Input made = structure.input();
    for (Segment segment : output.path()) {
      made = walked(made, segment);
      if (made == null) return structure.input();
    }
    return made;
  }

  private static Input walked(Input input, Segment segment) {
    try {
      Input walked = input.then(segment);
      return walked instanceof Input.PathOf ? null : walked;
    } catch (ValueException e) {
      return null;
    }
  }
}
