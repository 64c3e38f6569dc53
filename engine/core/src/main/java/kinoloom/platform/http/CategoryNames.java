package kinoloom.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kinoloom.platform.Answer;
import kinoloom.platform.ModelSpec;
import kinoloom.platform.Refusal.Reason;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;

/**
 * What the platform calls its categories, as far as that has been found out: its document and its
 * code call one by two names, {@code ref2v} and {@code r2v}. Kept for the life of the client.
 */
final class CategoryNames {
  private final Map<String, String> first = new ConcurrentHashMap<>();

  /** The names a model's category may have, the one to try first at the front. */
  List<String> of(ModelSpec model) {
    List<String> names = new ArrayList<>(model.wireCategories());
    String front = first.get(model.category());
    if (names.remove(front)) names.add(0, front);
    return names;
  }

  /** A request with a name. */
  Request named(ModelSpec model, Request request) {
    return request.sentAs() == null ? request.as(of(model).get(0)) : request;
  }

  /**
   * Takes notice of how a request fared under its name. Whatever the answer is, it is passed on.
   */
  Answer learnt(ModelSpec model, Request sent, Answer answer, SubmitReader reader) {
    if (model.wireCategories().size() > 1) {
      try {
        learn(model, sent.sentAs(), reader.read(sent, answer));
      } catch (RuntimeException unreadable) {
        // Whoever asked for the answer finds out what is the matter with it.
      }
    }
    return answer;
  }

  private void learn(ModelSpec model, String name, Submitted meaning) {
    if (meaning instanceof Submitted.Accepted || meaning instanceof Submitted.Finished) {
      first.put(model.category(), name);
    } else if (meaning instanceof Submitted.Rejected rejected
        && rejected.refusal().reason() == Reason.NO_SUCH_MODEL) {
      List<String> names = of(model);
      // Another request, refused meanwhile, may have put it behind already.
      if (names.get(0).equals(name)) first.put(model.category(), names.get(1));
    }
  }
}
