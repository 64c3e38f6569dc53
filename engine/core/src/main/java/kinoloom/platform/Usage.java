package kinoloom.platform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the platform says a call has used: {@code duration}, {@code total_tokens}, {@code credits},
 * …
 */
public record Usage(Map<String, Object> values) {
  public static final Usage NONE = new Usage(Map.of());

  public Usage {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
