package kinoloom.media;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A filter graph in ffmpeg's language. Pieces are labelled {@code v0}, {@code a0}, {@code v1}, …
 * and joined to {@code v} and {@code a}.
 *
 * <p>A piece has a constant frame rate, the common size, and sound of exactly its length.
 */
final class Graph {

  static final int SAMPLE_RATE = 48_000;

  /** The film's colours; without it clips tagged differently would jump at a cut. */
  static final String COLOURS =
      "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709";

  private final StringJoiner statements = new StringJoiner(";");
  private final int fps;
  private final List<String> transitions;

  Graph(int fps) {
    this(fps, List.of());
  }

  /**
   * @param transitions xfade's name for each joint; none for plain fades
   */
  Graph(int fps, List<String> transitions) {
    this.fps = fps;
    this.transitions = transitions;
  }

  void add(String statement, Object... arguments) {
    statements.add(String.format(Locale.ROOT, statement, arguments));
  }

  /** Samples that last as long as the given frames. */
  long samples(int frames) {
    return Math.round((double) frames * SAMPLE_RATE / fps);
  }

  void silence(String label, int frames) {
    add(
        "anullsrc=r=%d:cl=stereo,atrim=end_sample=%d,asetpts=PTS-STARTPTS[%s]",
        SAMPLE_RATE, samples(frames), label);
  }

  /**
   * Joins the labelled pieces: every piece is taken apart into what it shares with its neighbours
   * and what it has alone, and the parts are played one after the other. So ffmpeg reads the clips
   * in turn, where a chain of fades would open and hold them all.
   */
  void join(Timeline timeline) {
    join(timeline, "v", "a");
  }

  /** The same, to other labels. */
  void join(Timeline timeline, String video, String audio) {
    StringBuilder parts = new StringBuilder();
    int count = 0;
    for (int i = 0; i < timeline.pieces(); i++) {
      int shared = timeline.overlapBefore(i);
      if (shared > 0) {
        fade(i, shared);
        parts.append("[vf").append(i).append("][af").append(i).append(']');
        count++;
      }
      if (takeApart(i, timeline)) {
        parts.append("[vb").append(i).append("][ab").append(i).append(']');
        count++;
      }
    }
    add("%sconcat=n=%d:v=1:a=1[%s][%s]", parts, count, video, audio);
  }

  /** Labels head, body and tail of a piece; false when head and tail leave no body. */
  private boolean takeApart(int piece, Timeline timeline) {
    int end = timeline.frames().get(piece);
    int bodyStart = timeline.overlapBefore(piece);
    int bodyEnd = end - timeline.overlapAfter(piece);
    Map<String, int[]> parts = new LinkedHashMap<>();
    parts.put("h", new int[] {0, bodyStart});
    parts.put("b", new int[] {bodyStart, bodyEnd});
    parts.put("t", new int[] {bodyEnd, end});
    parts.values().removeIf(part -> part[0] == part[1]);

    StringBuilder pictures = new StringBuilder();
    StringBuilder sounds = new StringBuilder();
    for (String part : parts.keySet()) {
      pictures.append("[v").append(part).append("x").append(piece).append(']');
      sounds.append("[a").append(part).append("x").append(piece).append(']');
    }
    add("[v%d]split=%d%s", piece, parts.size(), pictures);
    add("[a%d]asplit=%d%s", piece, parts.size(), sounds);
    parts.forEach((part, range) -> trim(part, piece, range[0], range[1]));
    return parts.containsKey("b");
  }

  private void trim(String part, int piece, int from, int to) {
    add(
        "[v%sx%d]trim=start_frame=%d:end_frame=%d,setpts=PTS-STARTPTS[v%s%d]",
        part, piece, from, to, part, piece);
    add(
        "[a%sx%d]atrim=start_sample=%d:end_sample=%d,asetpts=PTS-STARTPTS[a%s%d]",
        part, piece, samples(from), samples(to), part, piece);
  }

  /** The tail of the piece before and the head of this one become one part. */
  private void fade(int piece, int frames) {
    add(
        "[vt%d][vh%d]xfade=transition=%s:duration=%.6f:offset=0[vf%d]",
        piece - 1,
        piece,
        transitions.isEmpty() ? "fade" : transitions.get(piece - 1),
        (double) frames / fps,
        piece);
    add("[at%d][ah%d]acrossfade=ns=%d[af%d]", piece - 1, piece, samples(frames), piece);
  }

  @Override
  public String toString() {
    return statements.toString();
  }
}
