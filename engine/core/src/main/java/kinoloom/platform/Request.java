package kinoloom.platform;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One paid call in our words, checked against the catalogue, with every default filled in.
 *
 * @param category {@code t2t}, {@code t2i}, {@code t2v}, {@code i2v} or {@code ref2v}
 * @param params by our words, in the model's own spelling of values; files are in {@code files}
 * @param options fields the catalogue does not know, by their wire names
 * @param files in the order they are sent
 */
public record Request(
    String category,
    String model,
    Map<String, Object> params,
    Map<String, Object> options,
    List<MediaFile> files) {

  public Request {
    params = Collections.unmodifiableMap(new TreeMap<>(params));
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    files = List.copyOf(files);
  }
}
