package kinoloom.plan;

import java.time.Instant;
import kinoloom.platform.Money;
import kinoloom.platform.TaskId;

/**
 * One paid request of a step that arrived, or may have. Changed by {@link RunState} alone. What was
 * certainly not accepted is no attempt: it cost nothing and leaves no trace here.
 */
public final class Attempt {

  /** Why it was sent. */
  public enum Sent {
    FIRST("first"),
    AFTER_FAILURE("again: after a failure"),
    /** What it answered before could not be used as it was. */
    ASKED_AGAIN("again: asked for what was wrong"),
    BY_POLICY("again: by policy"),
    BY_USER("again: by user"),
    RETRIED("again: its task had failed"),
    AFTER_REFUSAL("again: what it made was refused"),
    FALLBACK("by the fallback");

    private final String words;

    Sent(String words) {
      this.words = words;
    }

    public String inWords() {
      return words;
    }
  }

  /** What became of it, as far as that is known. */
  public enum Fate {
    UNDER_WAY("under way"),
    MADE("made"),
    /** A whole answer that could not be used, and is charged. */
    NO_USE("of no use"),
    /** The answer broke off: it may be charged or not. */
    CUT_OFF("cut off"),
    /** Made and charged; the files cannot be had any more. */
    LOST("made and lost"),
    FAILED("failed on the platform"),
    IN_DOUBT("in doubt"),
    GIVEN_UP("given up");

    private final String words;

    Fate(String words) {
      this.words = words;
    }

    public String inWords() {
      return words;
    }
  }

  private final int number;
  private final String transno;
  private final Instant at;
  private final Amounts worst;
  private final Sent sent;
  private final String model;
  Fate fate = Fate.UNDER_WAY;
  Money cost;
  TaskId task;

  Attempt(int number, String transno, Instant at, Amounts worst, Sent sent, String model) {
    this.number = number;
    this.transno = transno;
    this.at = at;
    this.worst = worst;
    this.sent = sent;
    this.model = model;
  }

  /** From 1, with those that did not arrive. */
  public int number() {
    return number;
  }

  public String transno() {
    return transno;
  }

  /** When it was announced; null if that is not known. */
  public Instant at() {
    return at;
  }

  /** What it could cost at most, as reckoned before it was sent. */
  public Amounts worst() {
    return worst;
  }

  public Sent sent() {
    return sent;
  }

  /** Empty where it is not known. */
  public String model() {
    return model;
  }

  public Fate fate() {
    return fate;
  }

  /** What was charged; null while that is not known. */
  public Money cost() {
    return cost;
  }

  /** Null where none is known. */
  public TaskId task() {
    return task;
  }

  /** Whether nobody knows if it is charged, nor ever may. */
  public boolean doubtful() {
    return cost == null && fate != Fate.UNDER_WAY;
  }
}
