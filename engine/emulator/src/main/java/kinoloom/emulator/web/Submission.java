package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.model.Model;
import kinoloom.emulator.model.Rejection;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.store.FileStore;
import kinoloom.emulator.task.Task;
import kinoloom.emulator.task.Tasks;

/**
 * Takes a request for pictures or clips. In the platform's order: required parameters, model,
 * balance, and last what the vendor says to the values.
 */
final class Submission {
  private final Lookup lookup;
  private final Gate gate;
  private final FileStore files;
  private final Books books;
  private final Tasks tasks;

  private final Faults faults;

  Submission(Parts parts) {
    this.faults = parts.pace().faults();
    this.lookup = new Lookup(parts.pace().models(), faults);
    this.gate = new Gate(faults);
    this.files = parts.files();
    this.books = parts.books();
    this.tasks = parts.tasks();
  }

  Task accept(Call call, List<Category> offered) throws IOException, WireError {
    Form form = call.form();
    Model model = model(form, offered);
    gate.require(books.of(call.account()), model.id(), 0);
    try {
      Uploads uploads = new Uploads(files, model, form, faults);
      Map<String, String> settings = model.resolve(texts(form), uploads.counts());
      uploads.inspect(model);
      gate.require(books.of(call.account()), model.id(), model.price().ofMedia(settings));
      return place(call.account(), model, settings, uploads, form.fields().deepCopy());
    } catch (Rejection e) {
      throw WireError.rejected(e.getMessage());
    }
  }

  private Model model(Form form, List<Category> offered) throws WireError {
    String id = form.require("model");
    String catelogid = form.require("catelogid");
    form.require("prompt");
    return lookup.model(id, catelogid, offered);
  }

  private Task place(
      String owner, Model model, Map<String, String> settings, Uploads uploads, ObjectNode input)
      throws IOException, WireError {
    String taskid = tasks.newId();
    if (!tasks.reserve(owner, taskid, model, settings, input.path("transno").asText(""))) {
      throw WireError.noMoney();
    }
    try {
      uploads.keep(input);
    } catch (IOException e) {
      tasks.abandon(owner, taskid);
      throw e;
    }
    return tasks.accept(owner, taskid, model, settings, input);
  }

  private static Map<String, String> texts(Form form) {
    Map<String, String> texts = new LinkedHashMap<>();
    form.fields().fieldNames().forEachRemaining(name -> texts.put(name, form.text(name)));
    return texts;
  }
}
