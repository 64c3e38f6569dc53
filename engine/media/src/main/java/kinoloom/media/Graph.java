package kinoloom.media;

import java.util.Locale;
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

  Graph(int fps) {
    this.fps = fps;
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

  /** Joins the labelled pieces. */
  void join(Timeline timeline) {
    if (timeline.hasOverlaps()) {
      joinOneByOne(timeline);
      return;
    }
    StringBuilder inputs = new StringBuilder();
    for (int i = 0; i < timeline.pieces(); i++) {
      inputs.append("[v").append(i).append("][a").append(i).append(']');
    }
    add("%sconcat=n=%d:v=1:a=1[v][a]", inputs, timeline.pieces());
  }

  private void joinOneByOne(Timeline timeline) {
    String soFar = "0";
    int last = timeline.pieces() - 1;
    for (int i = 1; i <= last; i++) {
      String joined = i == last ? "" : "j" + i;
      int overlap = timeline.overlaps().get(i - 1);
      if (overlap == 0) {
        add("[v%s][a%s][v%d][a%d]concat=n=2:v=1:a=1[c%d][a%s]", soFar, soFar, i, i, i, joined);
        add("[c%d]fps=%d,settb=AVTB[v%s]", i, fps, joined);
      } else {
        fade(soFar, i, joined, timeline.slice(0, i).length() - overlap, overlap);
      }
      soFar = joined;
    }
  }

  private void fade(String soFar, int piece, String joined, int offset, int overlap) {
    add(
        "[v%s][v%d]xfade=transition=fade:duration=%.6f:offset=%.6f[v%s]",
        soFar, piece, (double) overlap / fps, (double) offset / fps, joined);
    add("[a%s][a%d]acrossfade=ns=%d[a%s]", soFar, piece, samples(overlap), joined);
  }

  @Override
  public String toString() {
    return statements.toString();
  }
}
