package kinoloom.platform;

import java.util.Map;
import java.util.Set;

/**
 * What a request makes, at most: clips, seconds of them, and pictures. Chats make none of these.
 */
public record Counts(long clips, long seconds, long images) {
  public static final Counts ZERO = new Counts(0, 0, 0);

  private static final Set<String> CLIPS = Set.of("t2v", "i2v", "ref2v", "r2v");

  /** Where a model's fields do not tell: the longest clip of all models whose fields do. */
  private static final long LONGEST = 16;

  /**
   * Of a request, as the journal has it.
   *
   * @param request with {@code category}, {@code params} and {@code options}
   */
  public static Counts of(Map<String, Object> request) {
    return of(
        String.valueOf(request.get("category")),
        map(request.get("params")),
        map(request.get("options")));
  }

  /**
   * @param params by our words
   * @param options as they are sent; {@code n} is a number of pictures to many image models
   */
  public static Counts of(String category, Map<?, ?> params, Map<?, ?> options) {
    if (CLIPS.contains(category)) return new Counts(1, whole(params.get("duration"), LONGEST), 0);
    return category.equals("t2i") ? new Counts(0, 0, whole(options.get("n"), 1)) : ZERO;
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static long whole(Object value, long otherwise) {
    if (!(value instanceof Number number)) return otherwise;
    double amount = Math.ceil(number.doubleValue());
    return amount >= 1 && amount <= 1_000_000 ? (long) amount : otherwise;
  }

  public Counts plus(Counts other) {
    return new Counts(clips + other.clips, seconds + other.seconds, images + other.images);
  }

  public Counts minus(Counts other) {
    return new Counts(clips - other.clips, seconds - other.seconds, images - other.images);
  }
}
