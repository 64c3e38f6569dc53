package kinoloom.sim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.artifact.Artifact;
import kinoloom.graph.Policy;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;
import kinoloom.platform.MediaFile;
import kinoloom.platform.Money;

/** What must hold whatever happens. Remembers the first thing that did not. */
final class Judge {
  private static final String UNEXPECTED = "An unexpected error";

  private final Job job;
  private final Money budget;
  private final SimDisk disk;

  /** Events that somebody was told of: they are promised. */
  private final List<Entry> told = new ArrayList<>();

  private final Set<String> announced = new HashSet<>();
  private String complaint;

  Judge(Job job, Money budget, SimDisk disk) {
    this.job = job;
    this.budget = budget;
    this.disk = disk;
  }

  void blame(String what) {
    if (complaint == null) complaint = what;
  }

  /** What did not hold, or null. */
  String complaint() {
    return complaint;
  }

  int told() {
    return told.size();
  }

  // --- while a process runs
  // ------------------------------------------------------------------------

  void hears(Entry entry, RunState state) {
    told.add(entry);
    within(state);
    if (entry.event() instanceof Event.Intent intent) {
      announced.add(intent.transno());
    } else if (entry.event() instanceof Event.Failed failed
        && failed.message().startsWith(UNEXPECTED)) {
      blame(failed.step() + ": " + failed.message());
    }
  }

  private void within(RunState state) {
    Money worst = state.spent().plus(state.reserved());
    if (budget != null && worst.compareTo(budget) > 0) {
      blame("spent and reserved are " + worst + " of a budget of " + budget);
    }
  }

  void sends(String transno) {
    if (!announced.contains(transno)) blame("a request is sent that nobody was told of");
  }

  void uploads(MediaFile file, byte[] bytes) {
    if (!sha256(bytes, bytes.length).equals(file.sha256())) {
      blame("an input of a request is damaged: " + file.path());
    }
  }

  // --- what a process finds
  // ------------------------------------------------------------------------

  /** The journal of the run as the next process reads it. */
  void finds(List<Entry> entries) {
    for (Entry entry : told) {
      if (entry.seq() > entries.size() || !same(entry, entries.get((int) entry.seq() - 1))) {
        blame("event " + entry.seq() + " was told of and is gone: " + entry.event());
        return;
      }
    }
    stored();
    for (Entry entry : told) {
      if (entry.event() instanceof Event.Done done) present(done.value());
      if (entry.event() instanceof Event.Reused reused) present(reused.value());
      if (entry.event() instanceof Event.Published published) {
        published.paths().forEach(this::published);
      }
    }
  }

  void findsNothing() {
    if (!told.isEmpty()) blame("the run is gone, with all its " + told.size() + " events");
  }

  private static boolean same(Entry told, Entry found) {
    return told.seq() == found.seq()
        && told.at().equals(found.at())
        && told.event().getClass() == found.event().getClass()
        && !(told.event() instanceof Event.OfStep one
            && !one.step().equals(((Event.OfStep) found.event()).step()));
  }

  /** Every object has the content that its name says. */
  private void stored() {
    SimDisk.Node objects = disk.find(SimPath.split(Process.WORKSPACE + "/objects"));
    if (objects == null) return;
    for (Map.Entry<String, SimDisk.Node> folder : objects.seen.names.entrySet()) {
      for (Map.Entry<String, SimDisk.Node> file : folder.getValue().seen.names.entrySet()) {
        String name = folder.getKey() + file.getKey();
        if (!name.equals(sha256(file.getValue()))) blame("the object " + name + " is damaged");
      }
    }
  }

  private void present(Object value) {
    if (value instanceof Artifact artifact) {
      String hash = artifact.sha256();
      String path = Process.WORKSPACE + "/objects/" + hash.substring(0, 2) + "/";
      if (disk.find(SimPath.split(path + hash.substring(2))) == null) {
        blame("a step is done and its file " + hash + " is not there");
      }
    } else if (value instanceof Collection<?> list) {
      list.forEach(this::present);
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::present);
    }
  }

  private void published(String path) {
    SimDisk.Node file = disk.find(SimPath.split(path));
    // A draft goes once the whole stands in its place.
    if (file == null) file = disk.find(SimPath.split(path.replace(".draft.", ".")));
    if (file == null) {
      blame("it was published and is not there: " + path);
    } else if (path.endsWith(".mp4") || path.endsWith(".png")) {
      String hash = sha256(file);
      SimDisk.Node folder =
          disk.find(SimPath.split(Process.WORKSPACE + "/objects/" + hash.substring(0, 2)));
      boolean known = folder != null && folder.seen.names.containsKey(hash.substring(2));
      if (!known) blame("it was published and is damaged: " + path);
    } else if (file.seen.length == 0 || file.seen.bytes[file.seen.length - 1] != '\n') {
      blame("it was published and is cut short: " + path);
    }
  }

  // --- when it is over
  // -----------------------------------------------------------------------------

  /** What the service's books say of what the journal says. */
  void settles(List<Entry> entries, Service service, RunState live) {
    RunState state = fold(entries);
    if (!dump(state).equals(dump(fold(entries)))) blame("folding twice gives two states");
    alike(state, live);
    Map<String, Attempt> attempts = attempts(entries);
    Map<String, Integer> paid = new HashMap<>();
    long money = 0;
    for (Service.Work work : service.works().values()) {
      Attempt attempt = attempts.get(work.transno);
      if (attempt == null) {
        blame("request " + work.transno + " was paid and stands in no journal");
        continue;
      }
      money += work.paid();
      if (work.charges > 1) blame(attempt.step + " was paid " + work.charges + " times");
      if (work.refunded || work.charges == 0) continue;
      paid.merge(attempt.step, 1, Integer::sum);
      if (attempt.undone) blame(attempt.step + " was paid and is said not to have been sent");
    }
    paid.forEach(
        (step, times) -> {
          int allowed = 1 + consents(entries, step) + asked(entries, step);
          if (times > allowed) blame(step + " was paid " + times + " times, agreed to " + allowed);
        });
    order(entries);
    capped(entries, attempts, service);
    Money known = state.spent().plus(state.reserved());
    if (known.fen() < money) {
      blame("paid " + Money.fen(money) + ", but spent and reserved are " + known);
    }
  }

  void noKey() {
    byte[] key = Client.KEY.getBytes(StandardCharsets.UTF_8);
    if (disk.holds(key)) blame("the key stands on the disk");
  }

  private static final class Attempt {
    final String step;
    boolean undone;

    Attempt(String step) {
      this.step = step;
    }
  }

  private static Map<String, Attempt> attempts(List<Entry> entries) {
    Map<String, Attempt> attempts = new HashMap<>();
    Map<String, Attempt> latest = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.Intent intent) {
        Attempt attempt = new Attempt(intent.step().value());
        attempts.put(intent.transno(), attempt);
        latest.put(attempt.step, attempt);
      } else if (entry.event() instanceof Event.NotSent
          || entry.event() instanceof Event.Rejected) {
        latest.get(((Event.OfStep) entry.event()).step().value()).undone = true;
      }
    }
    return attempts;
  }

  private static int consents(List<Entry> entries, String step) {
    int consents = 0;
    for (Entry entry : entries) {
      boolean again =
          entry.event() instanceof Event.Resolved resolved
              && resolved.decision().equals("resubmit")
              && resolved.step().value().equals(step);
      if (again) consents++;
    }
    return consents;
  }

  /**
   * How often a step was asked again, which is written down, counted and no oftener than it may.
   */
  private int asked(List<Entry> entries, String step) {
    int all = 0;
    int asked = 0;
    for (Entry entry : entries) {
      if (!(entry.event() instanceof Event.OfStep event) || !event.step().value().equals(step)) {
        continue;
      }
      if (event instanceof Event.AskedAgain again) {
        all++;
        if (again.asked() != ++asked) blame(step + " is asked again, and not counted");
        if (asked >= Policy.ASKS) blame(step + " is asked more often than it may");
      } else if (event instanceof Event.Failed && asked > 0) {
        // Who resumes the run wants it asked anew.
        all++;
        asked = 0;
      }
    }
    return all;
  }

  /** Nothing is asked for more often than was agreed to, wherever a process ended. */
  private void capped(List<Entry> entries, Map<String, Attempt> attempts, Service service) {
    Map<String, Integer> causes = new HashMap<>();
    Map<String, Integer> failures = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.Retried it) {
        causes.merge(it.step() + " " + it.cause(), 1, Integer::sum);
      } else if (entry.event() instanceof Event.FellBack it) {
        causes.merge(it.step() + " fallback", 1, Integer::sum);
      } else if (entry.event() instanceof Event.Failed it) {
        failures.merge(it.step().value(), 1, Integer::sum);
      }
    }
    causes.forEach(
        (cause, times) -> {
          int space = cause.indexOf(' ');
          int most = job.again(cause.substring(0, space), cause.substring(space + 1));
          if (times > most) blame(cause + " " + times + " times, agreed to " + most);
        });
    Map<String, Integer> sent = new HashMap<>();
    for (String transno : service.works().keySet()) {
      if (attempts.containsKey(transno)) sent.merge(attempts.get(transno).step, 1, Integer::sum);
    }
    sent.forEach(
        (step, times) -> {
          int again =
              job.again(step, "failed") + job.again(step, "refused") + job.again(step, "fallback");
          // Who resumes a run wants what has failed tried again.
          int most =
              1
                  + again
                  + consents(entries, step)
                  + asked(entries, step)
                  + failures.getOrDefault(step, 0);
          if (times > most) blame(step + " was sent " + times + " times, agreed to " + most);
        });
  }

  /** Nothing is paid for before all it needs is there, and no task is submitted again. */
  private void order(List<Entry> entries) {
    Set<String> done = new HashSet<>();
    Set<String> tasks = new HashSet<>();
    Set<String> asked = new HashSet<>();
    Set<String> wanted = new HashSet<>(job.takes());
    for (Entry entry : entries) {
      if (!(entry.event() instanceof Event.OfStep event)) continue;
      String step = event.step().value();
      if (event instanceof Event.Redone redone) {
        wanted.add(redone.step().take(redone.take()).value());
      } else if (event instanceof Event.Picked) {
        wanted.removeIf(it -> it.startsWith(step + "~"));
      } else if (event instanceof Event.Done
          || event instanceof Event.Reused
          || event instanceof Event.GateDecided) {
        done.add(step);
        if (event instanceof Event.GateDecided) wanted.removeIf(it -> it.startsWith(step + "~"));
      } else if (event instanceof Event.Intent) {
        if (!done.containsAll(job.needs(step))) blame(step + " is paid for before its inputs");
        if (done.contains(step)) blame(step + " is done and paid for again");
        boolean take = step.contains("~");
        if (take && !wanted.contains(step)) blame(step + " is paid for and nobody wants it");
        if (tasks.contains(step)) blame(step + " has a task and is submitted again");
      } else if (event instanceof Event.Barrier) {
        asked.add(step);
      } else if (event instanceof Event.Accepted) {
        tasks.add(step);
        asked.remove(step);
      } else if (event instanceof Event.TaskFailed || event instanceof Event.Resolved) {
        tasks.remove(step);
      } else {
        asked.remove(step);
      }
    }
    if (!asked.isEmpty()) blame("nobody says what became of the requests of " + asked);
  }

  /** The state that was worked with is the fold of what was written. */
  private void alike(RunState state, RunState live) {
    boolean money = state.spent().equals(live.spent()) && state.reserved().equals(live.reserved());
    if (!money) blame("the money of the journal is not that of the run");
    for (StepState step : live.steps()) {
      StepState folded = state.step(step.id());
      boolean ends = step.phase() == Phase.DONE || step.phase() == Phase.FAILED;
      if (step.attempt() != folded.attempt()
          || ends && step.prepared() != null && folded.phase() != step.phase()) {
        blame(step.id() + " is " + step.phase() + " and in the journal " + folded.phase());
      }
    }
  }

  static RunState fold(List<Entry> entries) {
    RunState state = new RunState();
    for (Entry entry : entries) state.apply(entry.event());
    return state;
  }

  static String dump(RunState state) {
    StringBuilder dump = new StringBuilder();
    dump.append(state.spent()).append('/').append(state.reserved()).append('\n');
    dump.append(state.published()).append(state.ended()).append('\n');
    for (StepState step : state.steps()) {
      dump.append(step.id()).append(' ').append(step.phase()).append(' ').append(step.attempt());
      dump.append(' ').append(step.resubmissions()).append(' ').append(step.transno()).append(' ');
      dump.append(step.task()).append(' ').append(step.word()).append(' ').append(step.cost());
      dump.append(' ').append(step.reserved()).append(' ').append(step.value());
      dump.append(' ').append(step.asking()).append('\n');
    }
    return dump.toString();
  }

  private static String sha256(SimDisk.Node file) {
    return sha256(file.seen.bytes, file.seen.length);
  }

  private static String sha256(byte[] bytes, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(bytes, 0, length);
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
