package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.model.Model;
import kinoloom.emulator.model.ModelTable;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.store.Json;

/** {@code /llmage/v1/models}: a model of several categories is listed once for each. */
final class Catalogue {
  /** The platform gives every model the same moment. A whole number, or OpenAI's Java SDK balks. */
  private static final long CREATED = 1_779_465_600;

  private final ModelTable models;
  private final Faults faults;
  private final Lookup lookup;
  private final Replies replies;

  Catalogue(ModelTable models, Faults faults, Replies replies) {
    this.models = models;
    this.faults = faults;
    this.lookup = new Lookup(models, faults);
    this.replies = replies;
  }

  void serve(Call call) throws IOException {
    String named = call.form().text("catelogid");
    Optional<Category> category = lookup.category(named);
    List<ObjectNode> items = new ArrayList<>();
    for (Model model : models.all()) {
      if (named.isEmpty() || category.filter(c -> c == model.category()).isPresent()) {
        items.add(item(model));
      }
    }
    ObjectNode body = Json.object().put("object", "list");
    body.putArray("data").addAll(faults.listed(items));
    replies.send(call.exchange(), 200, body);
  }

  private static ObjectNode item(Model model) {
    return Json.object()
        .put("id", model.id())
        .put("object", "model")
        .put("created", CREATED)
        .put("owned_by", "opencomputing.ai");
  }
}
