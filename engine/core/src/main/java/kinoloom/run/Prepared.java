package kinoloom.run;

import java.util.Map;
import kinoloom.platform.Money;
import kinoloom.platform.Request;

/**
 * A step whose inputs are all known.
 *
 * @param request null for a local step
 * @param described what the key is taken of
 */
record Prepared(Request request, Map<String, Object> described, Money worst) {}
