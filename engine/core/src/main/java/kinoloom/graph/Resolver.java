package kinoloom.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the value of an input, or the steps it still waits for. Pure: what is known comes in as a
 * function.
 */
public final class Resolver {

  /** What is known of a step. */
  public sealed interface Knowledge {
    /** Its output. */
    record Value(Object value) implements Knowledge {}

    /** What its output is made of, for a step that made others. */
    record Structure(Input input) implements Knowledge {}

    /** It will not be known in this run, and its user goes on without it. */
    record Absent(Missing missing) implements Knowledge {}

    record Unknown() implements Knowledge {}

    Knowledge UNKNOWN = new Unknown();
  }

  private final Function<StepId, Knowledge> known;
  private final Function<Input.LocalFile, Object> files;
  private final Set<StepId> blockers = new LinkedHashSet<>();

  private Resolver(Function<StepId, Knowledge> known, Function<Input.LocalFile, Object> files) {
    this.known = known;
    this.files = files;
  }

  /** The steps that {@code input} waits for at the moment; empty when its value can be had. */
  public static Set<StepId> blockers(Input input, Function<StepId, Knowledge> known) {
    Resolver resolver = new Resolver(known, file -> file);
    resolver.value(input);
    return resolver.blockers;
  }

  /**
   * The value of an input that waits for nothing.
   *
   * @param files gives the value of a file of the user's
   * @throws ValueException when the path into a value leads nowhere
   */
  public static Object value(
      Input input, Function<StepId, Knowledge> known, Function<Input.LocalFile, Object> files) {
    Resolver resolver = new Resolver(known, files);
    Object value = resolver.value(input);
    if (!resolver.blockers.isEmpty()) {
      throw new IllegalStateException("Not known yet: " + resolver.blockers);
    }
    return value;
  }

  /** The steps to wait for until the list in {@code input} has a known number of elements. */
  public static Set<StepId> listBlockers(Input input, Function<StepId, Knowledge> known) {
    Resolver resolver = new Resolver(known, file -> file);
    resolver.structure(input);
    return resolver.blockers;
  }

  /**
   * The list in {@code input}: its elements are literals where they are data, else inputs. Which of
   * the two does not depend on what has finished meanwhile.
   */
  public static Input list(Input input, Function<StepId, Knowledge> known) {
    return new Resolver(known, file -> file).structure(input);
  }

  private Input structure(Input input) {
    if (input instanceof Input.OutputOf output) {
      Knowledge knowledge = known.apply(output.step());
      if (knowledge instanceof Knowledge.Structure structure) {
        return structure(walk(structure.input(), output.path()));
      }
      return literal(input);
    }
    if (input instanceof Input.PathOf path) {
      Input source = structure(path.source());
      if (!blockers.isEmpty()) return input;
      Input walked = source.then(path.segment());
      return walked instanceof Input.PathOf ? literal(walked) : structure(walked);
    }
    if (input instanceof Input.Template) return literal(input);
    return input;
  }

  private Input literal(Input input) {
    Object value = value(input);
    return blockers.isEmpty() ? new Input.Literal(value) : input;
  }

  private Object value(Input input) {
    if (input instanceof Input.Literal literal) return literal.value();
    if (input instanceof Input.LocalFile file) return files.apply(file);
    if (input instanceof Input.OutputOf output) return output(output);
    if (input instanceof Input.PathOf path) {
      Object source = value(path.source());
      return blockers.isEmpty() ? Paths.walkValue(source, path.segment()) : null;
    }
    if (input instanceof Input.Template template) {
      StringBuilder text = new StringBuilder();
      for (Input part : template.parts()) text.append(value(part));
      return text.toString();
    }
    if (input instanceof Input.ListOf list) {
      List<Object> values = new ArrayList<>(list.elements().size());
      for (Input element : list.elements()) values.add(value(element));
      return values;
    }
    if (input instanceof Input.MapOf map) {
      Map<String, Object> values = new LinkedHashMap<>();
      map.entries().forEach((name, entry) -> values.put(name, value(entry)));
      return values;
    }
    throw new IllegalStateException("Unknown input " + input.getClass());
  }

  private Object output(Input.OutputOf output) {
    Knowledge knowledge = known.apply(output.step());
    if (knowledge instanceof Knowledge.Structure structure) {
      return value(walk(structure.input(), output.path()));
    }
    if (knowledge instanceof Knowledge.Value value) {
      Object found = value.value();
      for (Segment segment : output.path()) found = Paths.walkValue(found, segment);
      return found;
    }
    if (knowledge instanceof Knowledge.Absent absent) return absent.missing();
    blockers.add(output.step());
    return null;
  }

  private static Input walk(Input input, List<Segment> path) {
    Input found = input;
    for (Segment segment : path) found = found.then(segment);
    return found;
  }
}
