package kinoloom.run;

import java.util.List;

/**
 * Where answers go that were paid for and cannot be written down in the journal. Thread-safe; does
 * not throw.
 */
public interface Rescue {

  /** Keeps and shows a line that nothing else will have. */
  void save(RescueLine line);

  /** What was saved of a run, in any process; later lines last. */
  List<RescueLine> saved(String run);

  /** Tells the person who watches of something that makes the run less safe. */
  default void warn(String text) {}

  /** Keeps nothing. */
  Rescue NONE =
      new Rescue() {
        @Override
        public void save(RescueLine line) {}

        @Override
        public List<RescueLine> saved(String run) {
          return List.of();
        }
      };
}
