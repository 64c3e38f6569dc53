package kinoloom.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kinoloom.run.Media;

/**
 * A final cut on its way: clips made alike, joined, encoded.
 *
 * <p>As many clips go through one filter graph as memory allows, at most {@value #AT_ONCE}. More
 * are first joined in groups to nearly lossless pieces, so that open files and memory stay bounded
 * however long the film.
 */
final class Film {

  static final int AT_ONCE = 24;

  /** What the pictures waiting in one graph may take. */
  private static final long MEMORY = 768L << 20;

  /**
   * Pictures that ffmpeg was seen to hold for each clip of a graph, besides both sides of a fade.
   */
  private static final int HELD = 12;

  private final Ffmpeg ffmpeg;
  private final Look look;
  private final int most;
  private final Media.Progress progress;

  /** What the whole film is like: pixels, frames a second, and how other ratios are fitted. */
  record Look(int width, int height, int fps, String fit) {}

  /**
   * A film of that look.
   *
   * @param most clips to put in one graph
   */
  Film(Ffmpeg ffmpeg, Look look, int most, Media.Progress progress) {
    this.ffmpeg = ffmpeg;
    this.look = look;
    this.most = most;
    this.progress = progress;
  }

  /**
   * A clip, or a PNG of the film's size, with what is known of it.
   *
   * @param caption drawn over it, or null
   */
  record Shot(Path file, Clip clip, boolean still, Caption caption) {
    Shot(Path file, Clip clip) {
      this(file, clip, false, null);
    }
  }

  /** A picture of the film's width that is seen at the foot of some frames of a piece. */
  record Caption(Path picture, int from, int to) {}

  /** What the pieces are joined by, and what is laid under and over the whole. */
  record Join(Timeline timeline, List<String> transitions, Score score, Path srt) {}

  void write(List<Shot> shots, Join join, Path film) throws IOException, InterruptedException {
    Timeline timeline = join.timeline();
    double all = (double) timeline.length() / look.fps();
    int passes = passes(shots.size(), atOnce(timeline));
    write(shots, join, film, new Share(0, all * passes));
  }

  private static int passes(int shots, int atOnce) {
    return shots <= atOnce ? 1 : 1 + passes((shots + atOnce - 1) / atOnce, atOnce);
  }

  private void write(List<Shot> shots, Join join, Path film, Share share)
      throws IOException, InterruptedException {
    Timeline timeline = join.timeline();
    int atOnce = atOnce(timeline);
    if (shots.size() <= atOnce) {
      encode(shots, join, Encoder.Effort.FILM, film, share);
      return;
    }
    List<Path> pieces = new ArrayList<>();
    try {
      List<Shot> joined = new ArrayList<>();
      List<String> between = new ArrayList<>();
      for (int from = 0; from < shots.size(); from += atOnce) {
        int to = Math.min(from + atOnce, shots.size());
        Path piece =
            film.resolveSibling(film.getFileName() + "." + shots.size() + "." + from + ".part");
        pieces.add(piece);
        Timeline slice = timeline.slice(from, to);
        Join part = new Join(slice, join.transitions().subList(from, to - 1), null, null);
        encode(shots.subList(from, to), part, Encoder.Effort.INTERMEDIATE, piece, share);
        share = share.after((double) slice.length() / look.fps());
        joined.add(new Shot(piece, Clip.of(piece, ffmpeg)));
        if (to < shots.size()) between.add(join.transitions().get(to - 1));
      }
      Join rest = new Join(timeline.grouped(atOnce), between, join.score(), join.srt());
      write(joined, rest, film, share);
    } finally {
      for (Path piece : pieces) {
        Files.deleteIfExists(piece);
      }
    }
  }

  /** What is done of all the seconds that are to be made. */
  private record Share(double done, double all) {
    Share after(double seconds) {
      return new Share(done + seconds, all);
    }

    double of(double seconds) {
      return all <= 0 ? 0 : Math.min(1, (done + seconds) / all);
    }
  }

  private int atOnce(Timeline timeline) {
    int held = HELD + 2 * timeline.longestOverlap();
    long bytesPerClip = held * (look.width() * look.height() * 3L / 2);
    return (int) Math.max(2, Math.min(most, MEMORY / bytesPerClip));
  }

  private void encode(List<Shot> shots, Join join, Encoder.Effort effort, Path to, Share share)
      throws IOException, InterruptedException {
    Timeline timeline = join.timeline();
    Graph graph = new Graph(look.fps(), join.transitions());
    List<String> arguments = new ArrayList<>();
    List<Caption> captions = new ArrayList<>();
    for (int i = 0; i < shots.size(); i++) {
      Shot shot = shots.get(i);
      if (shots.size() > 4) {
        arguments.addAll(List.of("-threads", "1"));
      }
      arguments.addAll(shot.still() ? Picture.input(shot.file()) : Ffmpeg.input(shot.file()));
      int frames = timeline.frames().get(i);
      String label = shot.caption() == null ? "v" + i : "plain" + i;
      new Footage(look).add(graph, i, shot, frames, label);
      sound(graph, i, shot.clip(), frames);
      if (shot.caption() != null) {
        int input = shots.size() + captions.size();
        captions.add(shot.caption());
        caption(graph, i, input, shot.caption());
      }
    }
    for (Caption caption : captions) arguments.addAll(Picture.input(caption.picture()));
    int inputs = shots.size() + captions.size();
    String audio = join.score() == null ? "a" : "clips";
    graph.join(timeline, "v", audio);
    if (join.score() != null) {
      arguments.addAll(join.score().input());
      inputs += join.score().inputs();
      join.score().add(graph, inputs - 1, timeline.length());
    }
    List<String> tracks = new ArrayList<>();
    if (join.srt() != null) {
      arguments.addAll(subtitles(join.srt()));
      tracks.addAll(List.of("-map", inputs + ":s:0", "-c:s", "mov_text"));
      tracks.addAll(List.of("-disposition:s:0", "default"));
    }
    arguments.addAll(output(ffmpeg, graph, effort, look, tracks, to));
    ffmpeg.run(
        "Cannot join " + shots.size() + " clip(s)",
        arguments,
        (seconds, speed) -> progress.at(share.of(seconds), speed));
  }

  private static List<String> subtitles(Path srt) {
    return List.of("-protocol_whitelist", "file,pipe", "-f", "srt", "-i", Ffmpeg.url(srt));
  }

  private static void caption(Graph graph, int piece, int input, Caption caption) {
    graph.add(
        "[plain%d][%d:v:0]overlay=x=0:y=H-h-H/20:eof_action=repeat:enable='between(n,%d,%d)',"
            + "format=yuv420p,%s,settb=AVTB[v%d]",
        piece, input, caption.from(), caption.to() - 1, Graph.COLOURS, piece);
  }

  private static void sound(Graph graph, int index, Clip clip, int frames) {
    if (!clip.hasSound()) {
      graph.silence("a" + index, frames);
      return;
    }
    graph.add(
        "[%d:%d]aresample=%d:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo,"
            + "apad=whole_len=%d,atrim=end_sample=%d,asetpts=PTS-STARTPTS[a%d]",
        index,
        clip.audio(),
        Graph.SAMPLE_RATE,
        graph.samples(frames),
        graph.samples(frames),
        index);
  }

  /**
   * Arguments that encode a graph's result; an intermediate keeps its sound uncompressed.
   *
   * @param tracks arguments for what is in the film besides
   */
  static List<String> output(
      Ffmpeg ffmpeg, Graph graph, Encoder.Effort effort, Look look, List<String> tracks, Path to) {
    boolean intermediate = effort == Encoder.Effort.INTERMEDIATE;
    List<String> arguments =
        new ArrayList<>(List.of("-filter_complex", graph.toString(), "-map", "[v]", "-map", "[a]"));
    arguments.addAll(tracks);
    arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1", "-r", "" + look.fps()));
    arguments.addAll(ffmpeg.encoder().arguments(effort, look.width(), look.height(), look.fps()));
    arguments.addAll(
        intermediate
            ? List.of("-c:a", "pcm_s16le", "-f", "mov")
            : List.of("-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart", "-f", "mp4"));
    arguments.add(Ffmpeg.url(to));
    return arguments;
  }
}
