package kinoloom.sim;

import java.util.List;

/** Counts what a process does to the world, and ends the process before a chosen one of these. */
final class Effects {
  private final int fatal;
  private final List<String> trace;
  private int count;
  private boolean over;

  /**
   * @param fatal the effect that is not reached, from 1; 0 for none
   * @param trace told of each effect; null if nobody wants to know
   */
  Effects(int fatal, List<String> trace) {
    this.fatal = fatal;
    this.trace = trace;
  }

  void next(String what, Object about) {
    alive();
    count++;
    if (trace != null) trace.add(count + " " + what + " " + about);
    if (count != fatal) return;
    over = true;
    throw new Crash();
  }

  void alive() {
    if (over) throw new Crash();
  }

  /** The process has ended by itself. */
  void end() {
    over = true;
  }

  boolean over() {
    return over;
  }

  int count() {
    return count;
  }
}
