package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.model.Model;
import kinoloom.emulator.model.ModelTable;
import kinoloom.emulator.model.Rejection;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.store.FileStore;
import kinoloom.emulator.task.Task;
import kinoloom.emulator.task.Tasks;

/**
 * Takes a request for pictures or clips. In the platform's order: required parameters, model,
 * balance, and last what the vendor says to the values.
 */
final class Submission {
  private final ModelTable models;
  private final FileStore files;
  private final Books books;
  private final Tasks tasks;

  Submission(ModelTable models, FileStore files, Books books, Tasks tasks) {
    this.models = models;
    this.files = files;
    this.books = books;
    this.tasks = tasks;
  }

  Task accept(Call call, List<Category> offered) throws IOException, WireError {
    Form form = call.form();
    Model model = model(form, offered);
    if (!books.of(call.account()).hasMoney()) {
      throw WireError.noMoney();
    }
    try {
      Uploads uploads = new Uploads(files, model, form);
      Map<String, String> settings = model.resolve(texts(form), uploads.counts());
      uploads.inspect(model);
      return place(call.account(), model, settings, uploads, form.fields().deepCopy());
    } catch (Rejection e) {
      throw WireError.rejected(e.getMessage());
    }
  }

  private Model model(Form form, List<Category> offered) throws WireError {
    String id = form.require("model");
    String catelogid = form.require("catelogid");
    form.require("prompt");
    return Category.of(catelogid)
        .filter(offered::contains)
        .flatMap(category -> models.find(id, category))
        .orElseThrow(WireError::unknownModel);
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
