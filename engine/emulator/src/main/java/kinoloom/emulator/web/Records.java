package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kinoloom.emulator.chat.ChatLog;
import kinoloom.emulator.chat.Talk;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.money.Yuan;
import kinoloom.emulator.quirk.Sight;
import kinoloom.emulator.store.Json;
import kinoloom.emulator.task.Order;
import kinoloom.emulator.task.Task;
import kinoloom.emulator.task.Tasks;

/** The two listings of what an account used; both echo the client's {@code transno}. */
final class Records {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int MOST_ROWS = 500;
  private static final int USUAL_ROWS = 80;

  /** The first link is for who polls. */
  private static final int LATER_LINK = 2;

  /** Something that was used, as one row. */
  private record Used(Instant when, Category category, Supplier<ObjectNode> row) {
    LocalDateTime local() {
      return LocalDateTime.ofInstant(when, BEIJING);
    }
  }

  private final Tasks tasks;
  private final ChatLog chats;
  private final Books books;
  private final InstantSource clock;
  private final Lookup lookup;
  private final Replies replies;

  Records(Parts parts, Replies replies) {
    this.tasks = parts.tasks();
    this.chats = parts.chats();
    this.books = parts.books();
    this.clock = parts.clock();
    this.lookup = new Lookup(parts.pace().models(), parts.pace().faults());
    this.replies = replies;
  }

  /** What was used today of one category, {@code t2t} when none is named. */
  void today(Call call) throws IOException {
    String named = call.form().text("llmcatelogid");
    LocalDate today = LocalDate.ofInstant(clock.instant(), BEIJING);
    ObjectNode body = Json.object().put("status", "ok");
    ArrayNode rows = body.putObject("data").putArray("tasks");
    for (Used used : used(call, named.isEmpty() ? "t2t" : named, Sight.Where.TODAY)) {
      if (used.local().toLocalDate().equals(today)) {
        ObjectNode row = used.row().get();
        JsonNode io = row.remove("io_content");
        row.set("ioinfo", io);
        rows.add(row.put("transno", io.at("/input/transno").asText("")));
      }
    }
    replies.send(call.exchange(), 200, body);
  }

  /** All that was used, newest first, a page at a time. */
  void history(Call call) throws IOException {
    int page = number(call.form().text("page"), 1, Integer.MAX_VALUE / MOST_ROWS);
    int size = number(call.form().text("pagerows"), USUAL_ROWS, MOST_ROWS);
    List<Used> chosen = used(call, call.form().text("llmcatelogid"), Sight.Where.HISTORY);
    ObjectNode body = Json.object().put("success", true);
    ArrayNode rows = body.putArray("rows");
    chosen.stream()
        .skip((long) (page - 1) * size)
        .limit(size)
        .forEach(used -> rows.add(used.row().get()));
    body.put("total", chosen.size()).put("page", page).put("page_size", size);
    replies.send(call.exchange(), 200, body);
  }

  /**
   * Newest first.
   *
   * @param named a category; empty for all
   */
  private List<Used> used(Call call, String named, Sight.Where where) {
    Stream<Used> ofTasks =
        tasks.newestFirst(call.account()).stream()
            .filter(task -> tasks.isSeen(task, where))
            .map(task -> used(call, task));
    Stream<Used> ofChats = chats.newestFirst(call.account()).stream().map(talk -> used(call, talk));
    Optional<Category> category = lookup.category(named);
    return Stream.concat(ofTasks, ofChats)
        .filter(used -> named.isEmpty() || category.filter(c -> c == used.category()).isPresent())
        .sorted(Comparator.comparing(Used::when).reversed())
        .toList();
  }

  private Used used(Call call, Task task) {
    Order order = task.order();
    return new Used(order.accepted(), order.model().category(), () -> row(call, task));
  }

  private Used used(Call call, Talk talk) {
    return new Used(talk.time(), Category.T2T, () -> row(call, talk));
  }

  private ObjectNode row(Call call, Task task) {
    Order order = task.order();
    Task.Status status = tasks.status(task);
    ObjectNode row = row(order.taskid().substring(0, 21), order.model().id(), order.accepted());
    ObjectNode told = replies.task(call, task, status, LATER_LINK);
    row.put("status", told.path("status").asText()).put("taskid", order.taskid());
    row.put("llmcatelogid", lookup.name(order.model().category()));
    row.put("amount", Yuan.ofFen(books.of(task.owner()).chargedFen(order.taskid())));
    row.put("accounting_status", charged(task, status) ? "accounted" : "created");
    row.set("usages", status == Task.Status.SUCCEEDED ? replies.usage(order) : null);
    row.set("io_content", io(order.input(), told));
    return row;
  }

  /** A chat is no task; one whose stream told no usage cannot be charged. */
  private ObjectNode row(Call call, Talk talk) {
    ObjectNode row = row(ChatAnswer.usageId(talk.id()), talk.model(), talk.time());
    row.put("status", Task.Status.SUCCEEDED.name()).putNull("taskid");
    row.put("llmcatelogid", lookup.name(Category.T2T));
    row.put("amount", Yuan.ofFen(books.of(call.account()).chargedFen(talk.id())));
    row.put("accounting_status", talk.free() ? "failed" : "accounted");
    row.set("usages", talk.usage());
    ObjectNode told = ChatAnswer.of(talk).whole();
    row.set("io_content", io(talk.input(), told.put("status", Task.Status.SUCCEEDED.name())));
    return row;
  }

  private static ObjectNode row(String id, String model, Instant when) {
    LocalDateTime local = LocalDateTime.ofInstant(when, BEIJING);
    return Json.object()
        .put("id", id)
        .put("llmid", model)
        .put("use_date", local.toLocalDate().toString())
        .put("use_time", local.format(TIME));
  }

  private static ObjectNode io(ObjectNode input, ObjectNode output) {
    ObjectNode io = Json.object();
    io.set("input", input);
    io.putArray("output").add(output);
    return io;
  }

  private boolean charged(Task task, Task.Status status) {
    boolean open = books.of(task.owner()).unsettled().contains(task.order().taskid());
    return status == Task.Status.SUCCEEDED && !open;
  }

  private static int number(String text, int standard, int most) {
    boolean plain = text.matches("[1-9]\\d{0,6}");
    return plain ? Math.min(Integer.parseInt(text), most) : standard;
  }
}
