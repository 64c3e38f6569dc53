package kinoloom.emulator.quirk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What is odd and what goes wrong, by the place where it does: the quirks that are turned on and
 * the chaos, if any. With neither, every method gives back what it was given. Thread-safe.
 */
public final class Faults {
  /** A link lives as long at least, however fast the time goes: it has to be followed. */
  private static final Duration SHORTEST_LINK = Duration.ofSeconds(1);

  private static final Duration AGES = Duration.ofDays(10_000);

  private final LongAdder requests = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final List<Hook> hooks;
  private final double timeScale;

  /**
   * @param chaos null for none
   */
  public Faults(Set<Quirk> quirks, Chaos chaos, long seed, double timeScale) {
    List<Hook> all = new ArrayList<>();
    if (chaos != null) {
      all.addAll(chaos.hooks(seed));
    }
    quirks.forEach(quirk -> all.addAll(quirk.hooks()));
    this.hooks = List.copyOf(all);
    this.timeScale = timeScale;
  }

  /** How many requests there were, and with how many of them chaos had something go wrong. */
  public Traffic traffic() {
    return new Traffic(requests.sum(), wrong.sum());
  }

  // A request comes in.

  /** The answer a request gets at once, instead of its own. */
  public Optional<Message> before(Ask ask) {
    requests.increment();
    if (of(Hook.Wrong.class).anyMatch(hook -> hook.is(ask))) wrong.increment();
    return of(Hook.Before.class).flatMap(hook -> hook.answer(ask).stream()).findFirst();
  }

  /** How much later a request is served. */
  public Duration delay(Ask ask) {
    return scaled(of(Hook.Slow.class).mapToLong(hook -> hook.millis(ask)).sum());
  }

  public int mostJson(int usual) {
    return of(Hook.Limit.class).mapToInt(Hook.Limit::mostJson).reduce(usual, Math::min);
  }

  // An answer goes out.

  /**
   * A refusal as it is said.
   *
   * @param why the refusal in words
   */
  public Message refused(Message usual, String why) {
    return folded(Hook.Refused.class, usual, (hook, message) -> hook.shape(message, why));
  }

  public Message sent(Message usual, Ask ask) {
    return folded(Hook.Sent.class, usual, (hook, message) -> hook.shape(message, ask));
  }

  public FileReply file(FileReply usual, FileReply.Want want) {
    return folded(Hook.File.class, usual, (hook, reply) -> hook.shape(reply, want));
  }

  public List<ObjectNode> listed(List<ObjectNode> usual) {
    return folded(Hook.Listed.class, usual, Hook.Listed::shape);
  }

  // A submission is taken.

  public boolean isCalled(String asked, String id) {
    return of(Hook.Called.class).findFirst().map(h -> h.by(asked, id)).orElse(asked.equals(id));
  }

  public boolean knowsCategory(String catelogid) {
    return of(Hook.Category.class).allMatch(hook -> hook.known(catelogid));
  }

  /** Whether the uploads of a field that takes at most that many are lost. */
  public boolean loses(int sent, int most) {
    return of(Hook.Lost.class).anyMatch(hook -> hook.lost(sent, most));
  }

  public boolean hasGates() {
    return of(Hook.Gate.class).findAny().isPresent();
  }

  /** Whether the balance is enough, by the rules that are added to the usual one. */
  public boolean admits(Purse purse) {
    return of(Hook.Gate.class).allMatch(hook -> hook.opens(purse));
  }

  /** Whether a picture is the answer to its submission. */
  public boolean answersAtOnce() {
    return of(Hook.AtOnce.class).findAny().isPresent();
  }

  public ObjectNode submitted(ObjectNode usual, Taken order) {
    return folded(Hook.Submitted.class, usual, (hook, body) -> hook.shape(body, order));
  }

  // A task goes on.

  /**
   * Why a task fails; empty when it does not.
   *
   * @param attempt 1 for the first task of a prompt, 2 for the next of the same
   */
  public Optional<String> fate(int attempt, long ordinal) {
    return of(Hook.Fate.class).flatMap(hook -> hook.error(attempt, ordinal).stream()).findFirst();
  }

  public Duration lasts(Duration usual) {
    Duration least = scaledSeconds(of(Hook.Lasts.class).mapToInt(Hook.Lasts::seconds).sum());
    return least.compareTo(usual) > 0 ? least : usual;
  }

  /** How long after its end a task is charged. */
  public Duration chargingLag() {
    return scaledSeconds(of(Hook.Charged.class).mapToInt(Hook.Charged::seconds).sum());
  }

  /** A duration as it would be on the platform; for a scale of 0, ages. */
  public Duration unscaled(Duration here) {
    if (timeScale == 0) {
      return here.isNegative() ? here : AGES;
    }
    return Duration.ofMillis((long) Math.min(AGES.toMillis(), here.toMillis() / timeScale));
  }

  public boolean exists(Sight sight) {
    return of(Hook.Row.class).allMatch(hook -> hook.exists(sight));
  }

  /** A task wherever it is shown. */
  public ObjectNode shown(ObjectNode usual, int attempt) {
    return folded(Hook.Shown.class, usual, (hook, body) -> hook.shape(body, attempt));
  }

  /**
   * The answer to a poll.
   *
   * @param count counts the polls of the task from 1
   */
  public ObjectNode polled(ObjectNode usual, Ask ask, int count) {
    return folded(Hook.Polled.class, usual, (hook, body) -> hook.shape(body, ask, count));
  }

  /**
   * How long a link works; empty for ever.
   *
   * @param count counts the links to the files of a task from 1
   */
  public Optional<Duration> linkLives(int count) {
    return of(Hook.Link.class)
        .flatMap(hook -> hook.seconds(count).stream())
        .min(Integer::compare)
        .map(this::life);
  }

  // A chat is answered.

  public boolean streams(boolean asked) {
    return asked || of(Hook.Unasked.class).findAny().isPresent();
  }

  /**
   * Whether a stream costs nothing.
   *
   * @param attempt 1 for the first stream for a question
   */
  public boolean isFree(int attempt) {
    return of(Hook.Free.class).anyMatch(hook -> hook.free(attempt));
  }

  public ChatFlow flow(ChatFlow usual, Ask ask, int attempt) {
    return folded(Hook.Flow.class, usual, (hook, flow) -> hook.shape(flow, ask, attempt));
  }

  private Duration life(int seconds) {
    Duration life = scaledSeconds(seconds);
    return seconds == 0 || life.compareTo(SHORTEST_LINK) > 0 ? life : SHORTEST_LINK;
  }

  private Duration scaledSeconds(int seconds) {
    return scaled(seconds * 1000L);
  }

  private Duration scaled(long millis) {
    return Duration.ofMillis(Math.round(millis * timeScale));
  }

  private <H extends Hook> Stream<H> of(Class<H> place) {
    return hooks.stream().filter(place::isInstance).map(place::cast);
  }

  private <H extends Hook, T> T folded(Class<H> place, T usual, BiFunction<H, T, T> shape) {
    T shaped = usual;
    for (H hook : of(place).toList()) {
      shaped = shape.apply(hook, shaped);
    }
    return shaped;
  }
}
