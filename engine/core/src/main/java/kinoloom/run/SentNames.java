package kinoloom.run;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kinoloom.graph.StepId;
import kinoloom.platform.Platform;
import kinoloom.platform.Refusal;
import kinoloom.platform.Request;

/**
 * Under which names of its category a step's request was sent in this process, and refused. Each
 * name is tried once; what a process before this one tried may be tried again, for a refused
 * request costs nothing.
 */
final class SentNames {
  private final Platform platform;
  private final Map<StepId, String> sent = new HashMap<>();
  private final Map<StepId, Set<String>> refused = new HashMap<>();

  SentNames(Platform platform) {
    this.platform = platform;
  }

  /** The request under the first name that it was not refused under. */
  Request name(StepId step, Request request) {
    Set<String> tried = refused.getOrDefault(step, Set.of());
    for (String name : platform.categoryNames(request)) {
      if (tried.contains(name)) continue;
      sent.put(step, name);
      return request.as(name);
    }
    return request;
  }

  /** A refusal with the name in its words, where there is more than one to send under. */
  Refusal told(StepId step, Request request, Refusal refusal) {
    String name = sent.get(step);
    boolean plain =
        refusal.reason() != Refusal.Reason.NO_SUCH_MODEL
            || name == null
            || platform.categoryNames(request).size() == 1;
    return plain
        ? refusal
        : new Refusal(refusal.reason(), refusal.message() + ", sent as '" + name + "'");
  }

  /** Notes that the name was refused; tells whether there is another to try. */
  boolean another(StepId step, Request request) {
    List<String> names = platform.categoryNames(request);
    Set<String> tried = refused.computeIfAbsent(step, it -> new LinkedHashSet<>());
    String name = sent.remove(step);
    if (name != null) tried.add(name);
    else if (names.size() == 1) tried.addAll(names);
    return !tried.containsAll(names);
  }

  /** Another model is asked from here on. */
  void forget(StepId step) {
    refused.remove(step);
  }

  /** {@code The platform refused it as 'ref2v' and as 'r2v'}. */
  String refused(StepId step) {
    Set<String> tried = refused.getOrDefault(step, Set.of());
    if (tried.size() < 2) return "The platform refused it";
    String all = tried.stream().map(it -> "as '" + it + "'").collect(Collectors.joining(" and "));
    return "The platform refused it " + all;
  }

  String hint() {
    return "it may not offer the model at the moment: kino models tells";
  }
}
