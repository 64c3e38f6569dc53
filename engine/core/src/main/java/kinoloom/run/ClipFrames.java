package kinoloom.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kinoloom.artifact.Artifact;
import kinoloom.graph.Opaque;
import kinoloom.graph.Step;
import kinoloom.graph.ValueException;

/**
 * What {@code .lastFrame} and {@code .firstFrame} of a value are: a picture of a clip, a list of
 * them of a list of clips; and the field of that name of a value that has one.
 */
final class ClipFrames {
  private final Step step;
  private final String which;

  /** Takes a frame of one clip. */
  interface Taker {
    Object take(Artifact clip) throws Exception;
  }

  ClipFrames(Step step, Map<String, Object> words) {
    this.step = step;
    this.which = String.valueOf(words.get("frame"));
  }

  boolean last() {
    return which.equals("lastFrame");
  }

  Object of(Object value, Taker taker) throws Exception {
    if (value instanceof List<?> list) {
      List<Object> frames = new ArrayList<>();
      for (Object element : list) frames.add(of(element, taker));
      return frames;
    }
    if (value instanceof Map<?, ?> map) {
      if (map.containsKey(which)) return map.get(which);
      throw new ValueException("There is no '" + which + "' in " + map.keySet());
    }
    if (value instanceof Opaque opaque && List.of("", "video").contains(opaque.media())) {
      return new Opaque(step.id().value(), "image");
    }
    if (value instanceof Artifact artifact && artifact.mediaType().startsWith("video/")) {
      return taker.take(artifact);
    }
    throw new ValueException(
        which
            + " is taken of a clip, and "
            + step.id().value().replaceFirst("\\." + which + ".*", "")
            + " is "
            + Preparation.NAMES.get(Preparation.kindOf(value))
            + (Preparation.kindOf(value).equals("image")
                ? ". Did you mean a clip that is made of it?"
                : ""));
  }

  /** What a rehearsal works with instead. */
  Object sample(Object value) {
    try {
      return of(value, clip -> new Opaque(step.id().value(), "image"));
    } catch (ValueException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
