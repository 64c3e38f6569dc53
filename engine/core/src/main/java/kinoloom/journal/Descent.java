package kinoloom.journal;

/**
 * What a request follows from, whichever takes of it count: so a result that was made of another
 * take is found again.
 *
 * @param lineage 64 hex digits: the request with each file that a step has made replaced by the
 *     lineage of that step; empty in journals that do not have it
 */
public record Descent(String lineage, Takes takes) {
  /** Of an older journal. */
  public static final Descent UNKNOWN = new Descent("", Takes.FIRST);

  /** Which takes it has to do with. */
  public enum Takes {
    /** Nobody has chosen anything in a run before. */
    FIRST,
    /** It is the take that a person chose, or is made of one. */
    CHOSEN,
    /** It is the result of another take than counts now, used as it is. */
    STALE
  }

  public boolean known() {
    return !lineage.isEmpty();
  }

  public boolean stale() {
    return takes == Takes.STALE;
  }

  public Descent with(Takes other) {
    return new Descent(lineage, other);
  }
}
