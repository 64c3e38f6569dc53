package kinoloom.emulator.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.model.Model;
import kinoloom.emulator.model.ModelTable;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.money.Ledger;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.quirk.Sight;
import kinoloom.emulator.store.JsonLog;

/**
 * Every task there is, from acceptance to the end.
 *
 * <p>Money is held first, then the order goes to {@code tasks.log}, and only then is a task
 * accepted; a reservation whose order never got there is released at the next start. Success is
 * charged before anyone is told of it. Thread-safe.
 */
public final class Tasks implements AutoCloseable {
  private static final int RENDERERS = 2;
  private static final Comparator<Task> OLDEST_FIRST =
      Comparator.comparingLong(task -> task.order().ordinal());

  private final Books books;
  private final Studio studio;
  private final Pace pace;
  private final InstantSource clock;
  private final Timer timer;
  private final Map<String, Task> byId = new ConcurrentHashMap<>();
  private final Map<List<String>, Integer> attempts = new ConcurrentHashMap<>();
  private final AtomicLong ordinals = new AtomicLong();
  private final SecureRandom random = new SecureRandom();
  private final ExecutorService renderers;
  private final JsonLog log;
  private volatile boolean closing;

  public Tasks(Path file, Books books, Studio studio, Pace pace, InstantSource clock, Timer timer)
      throws IOException {
    this.books = books;
    this.studio = studio;
    this.pace = pace;
    this.clock = clock;
    this.timer = timer;
    this.log = JsonLog.open(file, line -> replay(line, pace.models()));
    this.renderers =
        Executors.newFixedThreadPool(
            RENDERERS,
            work -> {
              Thread thread = new Thread(work, "kinoloom-emulator-render");
              thread.setDaemon(true);
              return thread;
            });
    releaseLost();
    byId.values().stream().sorted(OLDEST_FIRST).forEach(this::carryOn);
  }

  /** A new id: 128 random bits, so that an id of another emulator is never one of ours. */
  public String newId() {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  /** Holds the price of a task; false, and nothing happens, when there is not enough money. */
  public boolean reserve(
      String owner, String taskid, Model model, Map<String, String> settings, String transno)
      throws IOException {
    return books.of(owner).reserve(model.price().ofMedia(settings), taskid, model.id(), transno);
  }

  /**
   * Accepts a task whose price is held. It is on disk when this returns; when it cannot be written
   * the money is free again.
   */
  public Task accept(
      String owner, String taskid, Model model, Map<String, String> settings, ObjectNode input)
      throws IOException {
    long ordinal = ordinals.incrementAndGet();
    Duration lasts = pace.faults().lasts(pace.of(model.category(), ordinal));
    Task task =
        task(owner, new Order(taskid, ordinal, clock.instant(), model, input, settings, lasts));
    try {
      log.append(task.order().write().put("account", owner));
    } catch (IOException e) {
      books.of(owner).release(taskid);
      throw e;
    }
    byId.put(taskid, task);
    carryOn(task);
    return task;
  }

  /** Gives back what was held for a task that was never accepted. */
  public void abandon(String owner, String taskid) throws IOException {
    books.of(owner).release(taskid);
  }

  /** A task of that account; another's is as unknown as none. */
  public Optional<Task> find(String owner, String taskid) {
    return Optional.ofNullable(byId.get(taskid)).filter(task -> task.owner().equals(owner));
  }

  public List<Task> newestFirst(String owner) {
    return byId.values().stream()
        .filter(task -> task.owner().equals(owner))
        .sorted(OLDEST_FIRST.reversed())
        .toList();
  }

  /** Whether a task can be seen there: without faults, any task can anywhere. */
  public boolean isSeen(Task task, Sight.Where where) {
    Instant now = clock.instant();
    boolean succeeded = task.status(now) == Task.Status.SUCCEEDED;
    Duration over = succeeded ? Duration.between(task.end(), now) : Duration.ofMillis(-1);
    Faults faults = pace.faults();
    Duration age = Duration.between(task.order().accepted(), now);
    return faults.exists(
        new Sight(where, task.attempt(), faults.unscaled(age), faults.unscaled(over)));
  }

  /** Where a task stands now; it is paid or its money free before an end is told. */
  public Task.Status status(Task task) {
    Task.Status status = task.status(clock.instant());
    String taskid = task.order().taskid();
    Ledger ledger = books.of(task.owner());
    try {
      if (status == Task.Status.SUCCEEDED && isChargeable(task)) {
        ledger.charge(taskid);
      } else if (status == Task.Status.FAILED) {
        ledger.release(taskid);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return status;
  }

  /** Settles every task that has ended, whether or not anyone asked for it. */
  public void settleEnded() {
    for (Ledger ledger : books.all()) {
      ledger.unsettled().stream().map(byId::get).filter(Objects::nonNull).forEach(this::status);
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    renderers.shutdownNow();
    try {
      renderers.awaitTermination(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }

  private boolean isChargeable(Task task) {
    Duration lag = pace.faults().chargingLag();
    return lag.isZero() || !clock.instant().isBefore(task.end().plus(lag));
  }

  private Task task(String owner, Order order) {
    List<String> same = List.of(owner, order.model().id(), order.text("prompt"));
    return new Task(owner, order, attempts.merge(same, 1, Integer::sum));
  }

  private void releaseLost() throws IOException {
    for (Ledger ledger : books.all()) {
      for (String taskid : ledger.unsettled()) {
        if (!byId.containsKey(taskid)) {
          ledger.release(taskid);
        }
      }
    }
  }

  private void carryOn(Task task) {
    if (task.outcome() == null) {
      renderers.execute(() -> render(task));
    } else {
      settleInTime(task);
    }
  }

  private void render(Task task) {
    Outcome outcome;
    try {
      Optional<String> fate = pace.faults().fate(task.attempt(), task.order().ordinal());
      outcome = fate.isPresent() ? new Outcome.Broken(fate.get()) : studio.make(task.order());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (IOException | RuntimeException e) {
      // The next start renders what a closing emulator left.
      if (closing) {
        return;
      }
      outcome = new Outcome.Broken("ERROR: InternalError: " + e.getMessage());
    }
    try {
      log.append(outcome.write(task.order().taskid()));
    } catch (IOException e) {
      return;
    }
    task.ended(outcome, clock.instant());
    settleInTime(task);
  }

  private void settleInTime(Task task) {
    if (!closing && books.of(task.owner()).unsettled().contains(task.order().taskid())) {
      Duration left =
          Duration.between(clock.instant(), task.end().plus(pace.faults().chargingLag()));
      timer.after(
          left.plusMillis(1),
          () -> {
            status(task);
            // The wait may have ended early by the clock the end is told from.
            settleInTime(task);
          });
    }
  }

  private void replay(ObjectNode line, ModelTable models) {
    if ("accepted".equals(line.path("event").asText())) {
      Order order = Order.read(line, (id, category) -> known(models, id, category));
      byId.put(order.taskid(), task(line.path("account").asText(Books.DEMO), order));
      ordinals.accumulateAndGet(order.ordinal(), Math::max);
    } else {
      Task task = byId.get(line.path("taskid").asText());
      if (task != null) {
        task.ended(Outcome.read(line), task.order().accepted());
      }
    }
  }

  private static Model known(ModelTable models, String id, Category category) {
    return models
        .find(id, category)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    String.format(
                        Locale.ROOT,
                        "tasks.log has a task of %s (%s), a model this emulator does not offer",
                        id,
                        category.wire())));
  }
}
