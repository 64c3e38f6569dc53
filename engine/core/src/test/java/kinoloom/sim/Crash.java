package kinoloom.sim;

/** The process is gone. Whatever it still tries throws this again. */
final class Crash extends Error {
  Crash() {
    super("the process is gone", null, true, false);
  }
}
