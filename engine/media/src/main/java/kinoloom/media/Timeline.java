package kinoloom.media;

import java.util.ArrayList;
import java.util.List;

/**
 * Pieces of a film in whole frames, and by how much each overlaps the next.
 *
 * @param frames of every piece, at least one each
 * @param overlaps one fewer than pieces; 0 is a hard cut
 */
record Timeline(List<Integer> frames, List<Integer> overlaps) {

  Timeline {
    frames = List.copyOf(frames);
    overlaps = List.copyOf(overlaps);
  }

  /** Pieces that fade into each other, over at most half of the shorter neighbour. */
  static Timeline faded(List<Integer> frames, int fade) {
    return overlapped(frames, List.of(fade));
  }

  /** The same with an overlap for each joint, gone round again when they are fewer. */
  static Timeline overlapped(List<Integer> frames, List<Integer> fades) {
    List<Integer> overlaps = new ArrayList<>();
    for (int i = 1; i < frames.size(); i++) {
      int fade = fades.get((i - 1) % fades.size());
      overlaps.add(Math.min(fade, Math.min(frames.get(i - 1), frames.get(i)) / 2));
    }
    return new Timeline(frames, overlaps);
  }

  int pieces() {
    return frames.size();
  }

  /** Frames of the whole: the pieces less the overlaps. */
  int length() {
    return sum(frames) - sum(overlaps);
  }

  int longestOverlap() {
    return overlaps.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  int overlapBefore(int piece) {
    return piece == 0 ? 0 : overlaps.get(piece - 1);
  }

  int overlapAfter(int piece) {
    return piece == pieces() - 1 ? 0 : overlaps.get(piece);
  }

  Timeline slice(int from, int to) {
    return new Timeline(frames.subList(from, to), overlaps.subList(from, to - 1));
  }

  /** This timeline with every {@code size} pieces replaced by the one they make. */
  Timeline grouped(int size) {
    List<Integer> lengths = new ArrayList<>();
    List<Integer> between = new ArrayList<>();
    for (int from = 0; from < pieces(); from += size) {
      int to = Math.min(from + size, pieces());
      lengths.add(slice(from, to).length());
      if (to < pieces()) {
        between.add(overlaps.get(to - 1));
      }
    }
    return new Timeline(lengths, between);
  }

  private static int sum(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }
}
