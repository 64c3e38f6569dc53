package kinoloom.emulator.account;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One browser that is logged in. */
public final class Session {
  private final String id;
  private final String account;
  private final Instant opened;
  private final AtomicReference<String> newKey = new AtomicReference<>();
  private volatile Instant seen;

  Session(String id, String account, Instant opened) {
    this.id = id;
    this.account = account;
    this.opened = opened;
    this.seen = opened;
  }

  public String id() {
    return id;
  }

  public String account() {
    return account;
  }

  /** Keeps a new API key until the next page, which shows it. */
  public void leaveKey(String plain) {
    newKey.set(plain);
  }

  /** The key that was left, once. */
  public Optional<String> takeKey() {
    return Optional.ofNullable(newKey.getAndSet(null));
  }

  Instant opened() {
    return opened;
  }

  Instant seen() {
    return seen;
  }

  void touch(Instant now) {
    seen = now;
  }
}
