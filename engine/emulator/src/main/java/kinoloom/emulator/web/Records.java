package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.money.Yuan;
import kinoloom.emulator.quirk.Sight;
import kinoloom.emulator.store.Json;
import kinoloom.emulator.task.Order;
import kinoloom.emulator.task.Task;
import kinoloom.emulator.task.Tasks;

/** The two listings of what an account submitted; both echo the client's {@code transno}. */
final class Records {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int MOST_ROWS = 500;
  private static final int USUAL_ROWS = 80;

  /** The first link is for who polls. */
  private static final int LATER_LINK = 2;

  private final Tasks tasks;
  private final Books books;
  private final InstantSource clock;
  private final Lookup lookup;
  private final Replies replies;

  Records(Parts parts, Replies replies) {
    this.tasks = parts.tasks();
    this.books = parts.books();
    this.clock = parts.clock();
    this.lookup = new Lookup(parts.pace().models(), parts.pace().faults());
    this.replies = replies;
  }

  /** Today's tasks of one category, {@code t2t} when none is named. */
  void today(Call call) throws IOException {
    String named = call.form().text("llmcatelogid");
    Optional<Category> category = lookup.category(named.isEmpty() ? "t2t" : named);
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), BEIJING);
    ObjectNode body = Json.object().put("status", "ok");
    ArrayNode rows = body.putObject("data").putArray("tasks");
    for (Task task : tasks.newestFirst(call.account())) {
      boolean today = when(task).toLocalDate().equals(now.toLocalDate());
      boolean listed = today && tasks.isSeen(task, Sight.Where.TODAY);
      if (listed && category.filter(c -> c == task.order().model().category()).isPresent()) {
        ObjectNode row = row(call, task);
        row.set("ioinfo", io(call, task));
        rows.add(row.put("transno", task.order().transno()));
      }
    }
    replies.send(call.exchange(), 200, body);
  }

  /** All tasks, newest first, a page at a time. */
  void history(Call call) throws IOException {
    int page = number(call.form().text("page"), 1, Integer.MAX_VALUE / MOST_ROWS);
    int size = number(call.form().text("pagerows"), USUAL_ROWS, MOST_ROWS);
    String named = call.form().text("llmcatelogid");
    List<Task> chosen =
        tasks.newestFirst(call.account()).stream()
            .filter(task -> tasks.isSeen(task, Sight.Where.HISTORY))
            .filter(
                task ->
                    named.isEmpty()
                        || lookup
                            .category(named)
                            .filter(c -> c == task.order().model().category())
                            .isPresent())
            .toList();
    ObjectNode body = Json.object().put("success", true);
    ArrayNode rows = body.putArray("rows");
    chosen.stream()
        .skip((long) (page - 1) * size)
        .limit(size)
        .forEach(
            task -> {
              ObjectNode row = row(call, task);
              row.set("io_content", io(call, task));
              rows.add(row);
            });
    body.put("total", chosen.size()).put("page", page).put("page_size", size);
    replies.send(call.exchange(), 200, body);
  }

  private ObjectNode row(Call call, Task task) {
    Order order = task.order();
    Task.Status status = tasks.status(task);
    ObjectNode row = Json.object();
    row.put("id", order.taskid().substring(0, 21)).put("llmid", order.model().id());
    row.put("use_date", when(task).toLocalDate().toString());
    row.put("use_time", when(task).format(TIME));
    ObjectNode told = replies.task(call, task, status, LATER_LINK);
    row.put("status", told.path("status").asText()).put("taskid", order.taskid());
    row.put("llmcatelogid", lookup.name(order.model().category()));
    row.put("amount", Yuan.ofFen(books.of(task.owner()).chargedFen(order.taskid())));
    row.put("accounting_status", charged(task, status) ? "accounted" : "created");
    row.set("usages", status == Task.Status.SUCCEEDED ? replies.usage(order) : null);
    return row;
  }

  private ObjectNode io(Call call, Task task) {
    ObjectNode io = Json.object();
    io.set("input", task.order().input());
    io.putArray("output").add(replies.task(call, task, tasks.status(task), LATER_LINK));
    return io;
  }

  private boolean charged(Task task, Task.Status status) {
    boolean open = books.of(task.owner()).unsettled().contains(task.order().taskid());
    return status == Task.Status.SUCCEEDED && !open;
  }

  private static LocalDateTime when(Task task) {
    return LocalDateTime.ofInstant(task.order().accepted(), BEIJING);
  }

  private static int number(String text, int standard, int most) {
    boolean plain = text.matches("[1-9]\\d{0,6}");
    return plain ? Math.min(Integer.parseInt(text), most) : standard;
  }
}
