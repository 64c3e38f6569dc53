package kinoloom;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import kinoloom.graph.Place;

/**
 * The values for one film of a batch.
 *
 * @param number from 1, by which people and the run's folder name it; 0 for its place among the
 *     rows
 * @param place where the row stands, for messages; {@code Place.UNKNOWN} for rows made in Java
 * @param params by the names of the script's params; a text becomes what the param's default is
 */
public record BatchRow(int number, Place place, Map<String, Object> params) {
  public BatchRow {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  public static BatchRow of(Map<String, Object> params) {
    return new BatchRow(0, Place.UNKNOWN, params);
  }
}
