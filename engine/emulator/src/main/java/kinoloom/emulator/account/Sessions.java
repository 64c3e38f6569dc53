package kinoloom.emulator.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is logged in: half an hour without a request, or twelve hours in all, end a session, and so
 * does a restart. They are found by the digest of their id. Thread-safe.
 */
public final class Sessions {
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration WHOLE = Duration.ofHours(12);

  private final InstantSource clock;
  private final Map<String, Session> byHash = new ConcurrentHashMap<>();

  public Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /** A session with a new id of 128 random bits, whatever id the browser had before. */
  public Session open(String account) {
    Instant now = clock.instant();
    byHash.values().removeIf(session -> expired(session, now));
    Session session = new Session(Secrets.token(16), account, now);
    byHash.put(Secrets.sha256(session.id()), session);
    return session;
  }

  /** The live session of that id, which is now a request younger. */
  public Optional<Session> find(String id) {
    Session session = byHash.get(Secrets.sha256(id));
    Instant now = clock.instant();
    if (session == null || expired(session, now)) {
      end(id);
      return Optional.empty();
    }
    session.touch(now);
    return Optional.of(session);
  }

  public void end(String id) {
    byHash.remove(Secrets.sha256(id));
  }

  private static boolean expired(Session session, Instant now) {
    return now.isAfter(session.seen().plus(IDLE)) || now.isAfter(session.opened().plus(WHOLE));
  }
}
