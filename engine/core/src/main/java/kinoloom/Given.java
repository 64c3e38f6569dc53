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
 * @param remakesStale whether what the workspace has of other takes than count now is made anew,
 *     and paid; else it is used as it is. It is not kept: a resumed run makes what it has begun to
 */
public record Given(
    Map<String, Object> params, String profile, Map<String, Path> uses, boolean remakesStale) {
  public Given {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
  }

  public Given(Map<String, Object> params, String profile, Map<String, Path> uses) {
    this(params, profile, uses, false);
  }

  public static Given params(Map<String, Object> values) {
    return new Given(values, "", Map.of());
  }

  public Given profile(String name) {
    return new Given(params, name, uses, remakesStale);
  }

  public Given using(Map<String, Path> files) {
    return new Given(params, profile, files, remakesStale);
  }

  public Given remakingStale(boolean remakes) {
    return new Given(params, profile, uses, remakes);
  }
}
