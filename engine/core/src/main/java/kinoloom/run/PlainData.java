package kinoloom.run;

import java.util.Collection;
import java.util.Map;
import kinoloom.artifact.Artifact;
import kinoloom.graph.Opaque;

/** Tells values that can be sent as they are, as JSON, from files and objects of other kinds. */
final class PlainData {
  private PlainData() {}

  /** What in a value cannot be sent, in words; empty if all can, as far as that is known. */
  static String odd(Object value) {
    if (value instanceof Map<?, ?> map) return odd(map.values());
    if (value instanceof Collection<?> many) {
      return many.stream().map(PlainData::odd).filter(it -> !it.isEmpty()).findFirst().orElse("");
    }
    boolean file = value instanceof Artifact;
    boolean fileToBe = value instanceof Opaque opaque && !opaque.media().isEmpty();
    if (file || fileToBe) return Preparation.NAMES.get(Preparation.kindOf(value));
    boolean plain =
        value == null
            || value instanceof CharSequence
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Opaque;
    return plain ? "" : "a " + value.getClass().getSimpleName();
  }
}
