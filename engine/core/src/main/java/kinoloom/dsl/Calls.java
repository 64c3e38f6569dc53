package kinoloom.dsl;

import groovy.lang.Closure;
import java.util.List;

/** Calls closures as Groovy's own list methods do. */
final class Calls {
  private Calls() {}

  /**
   * A list is spread over the parameters of a closure that has several: {@code { shot, i -> … }}.
   */
  static Object call(Closure<?> closure, Object given) {
    return given instanceof List<?> list && closure.getMaximumNumberOfParameters() > 1
        ? closure.call(list.toArray())
        : closure.call(given);
  }
}
