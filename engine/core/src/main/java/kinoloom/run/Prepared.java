package kinoloom.run;

import java.util.LinkedHashMap;
import java.util.Map;
import kinoloom.platform.Money;
import kinoloom.platform.Request;

/**
 * A step whose inputs are all known.
 *
 * @param request null for a local step
 * @param described what the key is taken of
 * @param fits copies to be made and sent, by the index of their originals in the request
 */
record Prepared(
    Request request, Map<String, Object> described, Money worst, Map<Integer, Media.Fit> fits) {
  Prepared {
    fits = new LinkedHashMap<>(fits);
  }

  /** With its copies made. */
  Prepared developed(Request developed) {
    return new Prepared(developed, described, worst, Map.of());
  }
}
