package kinoloom.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.StepId;

/**
 * What a step asks for, as far as a rehearsal knows it.
 *
 * @param described as a journal has it, without the words that are open
 * @param open words whose values nobody knows before the run
 * @param uses the steps whose results it uses, by its words; those it only waits for stand under
 *     {@code after}
 * @param files the user's own files that it uses, by its words, as written in the script
 */
public record Asked(
    Map<String, Object> described,
    Set<String> open,
    Map<String, Set<StepId>> uses,
    Map<String, List<String>> files) {

  /** Of a step that asks nobody. */
  public static final Asked NOTHING = new Asked(Map.of(), Set.of(), Map.of(), Map.of());

  public Asked {
    described = Collections.unmodifiableMap(new LinkedHashMap<>(described));
    open = Set.copyOf(open);
    uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }
}
