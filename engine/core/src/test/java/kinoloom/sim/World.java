package kinoloom.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import kinoloom.run.Timer;

/**
 * Time and all that waits in it: one queue of events, of the program and of the service it talks
 * to. What is due at the same moment comes in an order that the seed decides.
 */
final class World implements InstantSource {
  /** Whose event it is: the service outlives every process. */
  static final int SERVICE = 0;

  private static final Instant BEGIN = Instant.parse("2026-11-22T09:30:12Z");

  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private final RandomGenerator random;
  private long now;
  private long scheduled;

  private record Due(long at, long order, int owner, boolean inFlight, Runnable work)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int earlier = Long.compare(at, other.at);
      return earlier != 0 ? earlier : Long.compare(order, other.order);
    }
  }

  World(RandomGenerator random) {
    this.random = random;
  }

  RandomGenerator random() {
    return random;
  }

  boolean chance(double share) {
    return share > 0 && random.nextDouble() < share;
  }

  long now() {
    return now;
  }

  @Override
  public Instant instant() {
    return BEGIN.plusMillis(now);
  }

  /** How much was ever scheduled. */
  long scheduled() {
    return scheduled;
  }

  void after(int owner, long millis, Runnable work) {
    add(owner, millis, false, work);
  }

  /** Nothing else takes the time to come in between, but for what is due at this moment. */
  void atOnce(int owner, Runnable work) {
    scheduled++;
    queue.add(new Due(now, random.nextLong(), owner, false, work));
  }

  /** A message to the service; now and then a power cut catches it in this machine. */
  void toService(long millis, Runnable work) {
    add(SERVICE, millis, true, work);
  }

  private void add(int owner, long millis, boolean inFlight, Runnable work) {
    scheduled++;
    long at = now + millis + random.nextInt(3);
    queue.add(new Due(at, random.nextLong(), owner, inFlight, work));
  }

  Timer timer(int process) {
    return (Duration delay, Runnable task) -> after(process, Math.max(0, delay.toMillis()), task);
  }

  /** The next event happens; false if there is none. */
  boolean step() {
    Due due = queue.poll();
    if (due == null) return false;
    now = Math.max(now, due.at);
    try {
      due.work.run();
    } catch (Crash crash) {
      // What the service was about to do it does all the same.
      if (due.owner == SERVICE) queue.add(due);
      throw crash;
    }
    return true;
  }

  /** Whether something else is due within this time. */
  boolean soon(long millis) {
    Due next = queue.peek();
    return next != null && next.at <= now + millis;
  }

  /** A process is gone, and with it all it was waiting for. */
  void forget(int process, boolean powerCut) {
    queue.removeIf(it -> it.owner == process || it.inFlight && powerCut && random.nextInt(20) == 0);
  }

  /** Time goes by while no process runs. */
  void pause(long millis) {
    long until = now + millis;
    while (queue.peek() != null && queue.peek().at <= until) step();
    now = until;
  }
}
