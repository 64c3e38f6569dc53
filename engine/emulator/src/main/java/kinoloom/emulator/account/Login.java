package kinoloom.emulator.account;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Logging in by a code sent to a phone: six digits, good for five minutes, five tries and one use.
 * A new phone is registered. What is refused is refused alike for phones that are known and phones
 * that are not. Codes live in memory: a restart ends them. Thread-safe.
 */
public final class Login {
  public static final Duration LIFE = Duration.ofMinutes(5);
  private static final int TRIES = 5;
  private static final int MOST_CODES = 10_000;

  /** Too many tries: come back later. */
  public static final class TooOften extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Duration wait;

    TooOften(Duration wait) {
      super("wait " + wait);
      this.wait = wait;
    }

    public long seconds() {
      return wait.plusMillis(999).toSeconds();
    }
  }

  /**
   * A message that would have gone to a phone.
   *
   * @param reader the browser that asked for it, the only one to see it
   */
  public record Message(Phone phone, String code, Instant sent, String reader) {}

  private static final class Challenge {
    private final Message message;
    private int tries;

    private Challenge(Message message) {
      this.message = message;
    }
  }

  private final Accounts accounts;
  private final InstantSource clock;
  private final Map<Phone, Challenge> byPhone = new HashMap<>();
  private final Brake sendsToPhone;
  private final Brake sendsFrom;
  private final Brake triesOnPhone;
  private final Brake triesFrom;

  public Login(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
    this.sendsToPhone = new Brake(3, clock);
    this.sendsFrom = new Brake(30, clock);
    this.triesOnPhone = new Brake(5, clock);
    this.triesFrom = new Brake(20, clock);
  }

  /** Sends a code; the one sent before is void. */
  public synchronized Message send(Phone phone, String address, String reader) throws TooOften {
    slow(sendsFrom, address);
    slow(sendsToPhone, phone.digits());
    if (byPhone.size() >= MOST_CODES) {
      byPhone.values().removeIf(old -> expired(old.message));
    }
    String code = Integer.toString(1_000_000 + Secrets.below(1_000_000)).substring(1);
    Message message = new Message(phone, code, clock.instant(), reader);
    byPhone.put(phone, new Challenge(message));
    return message;
  }

  /** The last message a browser asked for, while it is good. */
  public synchronized Optional<Message> inbox(String reader) {
    return byPhone.values().stream()
        .map(challenge -> challenge.message)
        .filter(message -> !expired(message) && Secrets.same(message.reader(), reader))
        .max(Comparator.comparing(Message::sent));
  }

  /** The account behind the phone, when the code is right. */
  public synchronized Optional<String> enter(Phone phone, String address, String code)
      throws TooOften, IOException {
    slow(triesFrom, address);
    slow(triesOnPhone, phone.digits());
    Challenge challenge = byPhone.get(phone);
    boolean live = challenge != null && !expired(challenge.message) && challenge.tries++ < TRIES;
    // Compared in any case, so that the time says nothing about which phones are waiting.
    boolean right = Secrets.same(live ? challenge.message.code() : "none", code.strip());
    if (!live || !right) {
      return Optional.empty();
    }
    byPhone.remove(phone);
    String account = accounts.admit(phone);
    sendsToPhone.forget(phone.digits());
    triesOnPhone.forget(phone.digits());
    sendsFrom.giveBack(address);
    triesFrom.giveBack(address);
    return Optional.of(account);
  }

  private boolean expired(Message message) {
    return !clock.instant().isBefore(message.sent().plus(LIFE));
  }

  private static void slow(Brake brake, String key) throws TooOften {
    Duration wait = brake.take(key);
    if (!wait.isZero()) {
      throw new TooOften(wait);
    }
  }
}
