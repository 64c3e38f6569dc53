package kinoloom;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a script is given.
 *
 * @param params values for its params, by name
 * @param profile which of its profiles holds; empty for none
 * @param uses files with values that chats need not answer, by the name of an output that is all a
 *     chat answers, or of a chat's step: a storyboard that a person has edited. These chats are not
 *     asked, and not paid. A file is read once: the run keeps the value, and is resumed with it
 */
public record Given(Map<String, Object> params, String profile, Map<String, Path> uses) {
  public Given {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
  }

  public static Given params(Map<String, Object> values) {
    return new Given(values, "", Map.of());
  }

  public Given profile(String name) {
    return new Given(params, name, uses);
  }

  public Given using(Map<String, Path> files) {
    return new Given(params, profile, files);
  }
}
