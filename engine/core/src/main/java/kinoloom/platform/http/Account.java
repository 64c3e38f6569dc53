package kinoloom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kinoloom.platform.Answer;
import kinoloom.platform.Catalogue;
import kinoloom.platform.Money;
import kinoloom.platform.TaskId;
import kinoloom.platform.http.Told.State;
import okhttp3.HttpUrl;

/**
 * What the platform tells of an account and of itself. Every question is free, and no answer is
 * required: a platform that offers less works all the same. Futures never complete exceptionally.
 */
public final class Account {
  private static final String NOBODYS_TASK = "kinoloom-asks-whether-its-key-is-good";
  private static final int MOST_ROWS = 200;

  private final Origin origin;
  private final Paths paths;
  private final Asking asking;
  private final Catalogue catalogue;
  private final InstantSource clock;

  Account(Origin origin, Paths paths, Asking asking, Catalogue catalogue, InstantSource clock) {
    this.origin = origin;
    this.paths = paths;
    this.asking = asking;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * A call as the platform has it in its records. What it does not say is empty.
   *
   * @param amount what was charged; null where that is not said
   * @param task null where there is none
   * @param time in the platform's own words and zone
   */
  public record Call(
      String model,
      String category,
      String status,
      Money amount,
      TaskId task,
      String transno,
      String time) {}

  /** What is left on the account. */
  public CompletableFuture<Told<Money>> balance() {
    if (paths.account().balance().isEmpty()) return notAsked();
    return ask(
        origin.at(paths.account().balance()).build(),
        false,
        root -> Records.money(root.path("data").path(0).path("balance"), RoundingMode.FLOOR));
  }

  /** Whether the key is good: asks for a task that nobody has. */
  public CompletableFuture<Told<Boolean>> key() {
    return ask(
        origin.at(paths.tasks()).addQueryParameter("taskid", NOBODYS_TASK).build(),
        true,
        root -> Optional.of(true));
  }

  /** The models offered at the moment, once each, of one category or (null) of all. */
  public CompletableFuture<Told<List<String>>> models(String category) {
    Function<ObjectNode, Optional<List<String>>> reading =
        root -> {
          if (!root.path("data").isArray()) return Optional.empty();
          List<String> names = new ArrayList<>();
          root.path("data").forEach(it -> names.add(it.path("id").asText()));
          return Optional.of(names.stream().distinct().toList());
        };
    if (category == null) return ask(origin.at(paths.models()).build(), true, reading);
    return each(
        category,
        name -> origin.at(paths.models()).addQueryParameter("catelogid", name).build(),
        true,
        reading);
  }

  /** Today's tasks of a category, as the platform counts days. */
  public CompletableFuture<Told<List<Call>>> today(String category) {
    if (paths.account().today().isEmpty()) return notAsked();
    return each(
        category,
        name -> Records.url(origin.at(paths.account().today()), name, MOST_ROWS),
        false,
        Records::calls);
  }

  /** The latest calls of any category, the newest first as far as the platform sorts them so. */
  public CompletableFuture<Told<List<Call>>> history(int most) {
    if (paths.account().history().isEmpty()) return notAsked();
    return ask(
        Records.url(origin.at(paths.account().history()), null, most), false, Records::calls);
  }

  /** How far the server's clock is ahead of this machine's; its answers tell whole seconds. */
  public CompletableFuture<Told<Duration>> clockAhead() {
    Instant before = clock.instant();
    HttpUrl url = origin.at(paths.models()).build();
    return asking
        .hear(url)
        .thenApply(
            heard -> {
              if (heard.at() == null) {
                return Told.<Duration>not(State.NOT_OFFERED, "its answers hold no Date");
              }
              // Halfway between question and answer, and in the middle of the second it names.
              Duration took = Duration.between(before, clock.instant());
              Instant ours = before.plus(took.dividedBy(2));
              return Told.told(Duration.between(ours, heard.at().plusMillis(500)));
            })
        .exceptionally(this::unreachable);
  }

  /**
   * The task of a request whose answer was lost, by our number for it. Empty where no record names
   * it or no records are shown: that proves nothing.
   */
  public CompletableFuture<Optional<TaskId>> find(String category, String transno) {
    return record(category, transno).thenApply(record -> record.flatMap(Records::task));
  }

  /** The record of a task, among today's and the latest. */
  CompletableFuture<Optional<Call>> call(String category, TaskId task) {
    Function<Told<List<Call>>, Optional<Call>> find =
        told -> told.orElse(List.of()).stream().filter(it -> task.equals(it.task())).findFirst();
    return today(category)
        .thenCompose(
            told ->
                find.apply(told).isPresent()
                    ? CompletableFuture.completedFuture(find.apply(told))
                    : history(MOST_ROWS).thenApply(find));
  }

  /** The one record that names the transno, under whatever name the category has there. */
  CompletableFuture<Optional<ObjectNode>> record(String category, String transno) {
    List<HttpUrl> urls = new ArrayList<>();
    for (String path : List.of(paths.account().today(), paths.account().history())) {
      if (path.isEmpty()) continue;
      for (String name : catalogue.wireNames(category)) {
        urls.add(Records.url(origin.at(path), name, MOST_ROWS));
      }
    }
    return record(urls, transno);
  }

  private CompletableFuture<Optional<ObjectNode>> record(List<HttpUrl> urls, String transno) {
    if (urls.isEmpty()) return CompletableFuture.completedFuture(Optional.empty());
    return asking
        .get(urls.get(0))
        .thenApply(answer -> Records.record(answer, transno))
        .exceptionally(notTold -> Optional.empty())
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found)
                    : record(urls.subList(1, urls.size()), transno));
  }

  // --- asking ------------------------------------------------------------------------------------

  /** Asks under each name of a category; what one of them tells counts. */
  private <T> CompletableFuture<Told<List<T>>> each(
      String category,
      Function<String, HttpUrl> url,
      boolean documented,
      Function<ObjectNode, Optional<List<T>>> reading) {
    BinaryOperator<Told<List<T>>> both =
        (a, b) -> {
          if (!a.told() || !b.told()) return a.told() ? a : b.told() ? b : a;
          return Told.told(
              Stream.concat(a.value().stream(), b.value().stream()).distinct().toList());
        };
    return catalogue.wireNames(category).stream()
        .map(name -> ask(url.apply(name), documented, reading))
        .reduce((a, b) -> a.thenCombine(b, both))
        .orElseThrow();
  }

  /**
   * @param documented whether the platform promises the service: then 403 is about the key
   * @param reading empty where the answer does not hold what was asked for
   */
  private <T> CompletableFuture<Told<T>> ask(
      HttpUrl url, boolean documented, Function<ObjectNode, Optional<T>> reading) {
    return asking
        .get(url)
        .thenApply(answer -> understood(answer, documented, reading))
        .exceptionally(this::unreachable);
  }

  private <T> Told<T> unreachable(Throwable e) {
    return Told.not(State.UNREACHABLE, origin.host() + " cannot be asked: " + asking.plain(e));
  }

  private static <T> CompletableFuture<Told<T>> notAsked() {
    return CompletableFuture.completedFuture(
        Told.not(State.NOT_OFFERED, "it is not known where to ask for it"));
  }

  private static <T> Told<T> understood(
      Answer answer, boolean documented, Function<ObjectNode, Optional<T>> reading) {
    Optional<ObjectNode> object = Json.object(answer.body());
    String said = Json.shown(object.flatMap(Refusals::text).orElse(""));
    int status = answer.status();
    UnaryOperator<String> words = head -> said.isEmpty() ? head : head + ": " + said;
    if (status == 401 || status == 403 && documented || Refusals.ourKey(said)) {
      return Told.not(State.KEY_REFUSED, words.apply("the key was refused (HTTP " + status + ")"));
    }
    if (status / 100 == 5 || status == 429 || status == 408) {
      return Told.not(State.UNREACHABLE, words.apply("HTTP " + status));
    }
    if (status != 200) return Told.not(State.NOT_OFFERED, words.apply("HTTP " + status));
    if (object.isEmpty()) {
      return Told.not(State.NOT_OFFERED, Json.describe(answer.contentType(), answer.body()));
    }
    Optional<T> value = Optional.empty();
    try {
      if (!failed(object.get(), documented)) value = reading.apply(object.get());
    } catch (NumberFormatException | ArithmeticException unreadable) {
      // Said below, with all of the answer.
    }
    return value
        .map(Told::told)
        .orElseGet(
            () ->
                Told.not(
                    State.NOT_OFFERED,
                    said.isEmpty() ? "it answers " + Json.shown(object.get().toString()) : said));
  }

  /** A task that is not known is answered with an error, too, and by a service that works. */
  private static boolean failed(ObjectNode root, boolean documented) {
    if (documented) return false;
    JsonNode success = root.path("success");
    return root.path("status").asText("").equalsIgnoreCase("error")
        || success.isBoolean() && !success.asBoolean();
  }
}
