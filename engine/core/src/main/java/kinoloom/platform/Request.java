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
 * @param sentAs what the category is called on the wire, see {@link Platform#categoryNames}; null
 *     for the platform's choice. No part of what is asked for: no result is named by it.
 */
public record Request(
    String category,
    String model,
    Map<String, Object> params,
    Map<String, Object> options,
    List<MediaFile> files,
    String sentAs) {

  public Request {
    params = Collections.unmodifiableMap(new TreeMap<>(params));
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    files = List.copyOf(files);
  }

  public Request(
      String category,
      String model,
      Map<String, Object> params,
      Map<String, Object> options,
      List<MediaFile> files) {
    this(category, model, params, options, files, null);
  }

  /** The same request under another name of its category. */
  public Request as(String name) {
    return new Request(category, model, params, options, files, name);
  }
}
