package kinoloom.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be made. Immutable; expansions add their steps when the run reaches them.
 *
 * @param params the values that the workflow was described with
 * @param outputs what is published, by name
 * @param budget what its author allows a run of it to spend
 * @param outputPlaces where each output is said, as far as that is known
 */
public record Workflow(
    String title,
    Map<String, Object> params,
    List<Step> steps,
    Map<String, Input> outputs,
    Budget budget,
    Map<String, Place> outputPlaces) {

  public Workflow(
      String title,
      Map<String, Object> params,
      List<Step> steps,
      Map<String, Input> outputs,
      Budget budget) {
    this(title, params, steps, outputs, budget, Map.of());
  }

  public Workflow {
    outputPlaces = Map.copyOf(outputPlaces);
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    steps = List.copyOf(steps);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  public static Builder builder(String title) {
    return new Builder(title);
  }

  /**
   * Builds a workflow as a script would, without Groovy.
   *
   * <pre>{@code
   * Workflow.Builder film = Workflow.builder("Portraits");
   * Ref board =
   *     film.chat("board")
   *         .model("qwen3-max")
   *         .prompt("Two scenes at a harbour")
   *         .returns(Map.of("scenes", List.of(String.class)))
   *         .add();
   * Ref frames =
   *     film.collect(
   *         "frames",
   *         board.get("scenes"),
   *         (scene, turn) -> turn.t2i("frame").model("wan2.2-t2i-plus").prompt(scene).add());
   * Workflow workflow = film.output("frames", frames).build();
   * }</pre>
   */
  public static final class Builder extends Scope {
    private String title;
    private final Map<String, Object> params = new LinkedHashMap<>();
    private final Map<String, Input> outputs = new LinkedHashMap<>();

    private final Map<String, Place> outputPlaces = new LinkedHashMap<>();
    private Budget budget = Budget.UNSAID;

    private Builder(String title) {
      this.title = title;
    }

    public Builder title(String text) {
      title = text;
      return this;
    }

    /** Records a value the workflow depends on, so that the run's folder tells it. */
    public Builder param(String name, Object value) {
      params.put(name, value);
      return this;
    }

    /**
     * What a run may spend, where its caller does not say otherwise.
     *
     * @param yuan a number or its text, such as {@code "12.50"}
     * @throws ValueException saying what is wrong with it
     */
    public Builder budget(Object yuan) {
      Budget money = Budget.yuan(yuan);
      budget = budget.and(Quantity.MONEY, money.most(Quantity.MONEY).getAsLong());
      return this;
    }

    /**
     * How many a run may make, where its caller does not say otherwise.
     *
     * @param counted {@code clips}, {@code seconds} or {@code images}
     * @param most a whole number or its text
     * @throws ValueException saying what is wrong with it
     */
    public Builder limit(String counted, Object most) {
      budget = budget.counting(counted, most);
      return this;
    }

    /** Publishes a value under a name. */
    public Builder output(String name, Object value) {
      return output(name, value, Place.UNKNOWN);
    }

    /** The same, with where that is said. */
    public Builder output(String name, Object value, Place where) {
      outputs.put(name, Ref.toInput(value));
      outputPlaces.put(name, where);
      return this;
    }

    /**
     * @throws InvalidWorkflowException with all problems found so far
     */
    public Workflow build() {
      if (!problems().isEmpty()) throw new InvalidWorkflowException(problems());
      return unchecked();
    }

    /** The workflow as far as it goes, whatever {@link #problems} there are. */
    public Workflow unchecked() {
      return new Workflow(title, params, steps(), outputs, budget, outputPlaces);
    }
  }
}
