package kinoloom.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
  private final int width;
  private final int height;
  private final int fps;
  private final int most;

  /**
   * A film of that shape.
   *
   * @param most clips to put in one graph
   */
  Film(Ffmpeg ffmpeg, int width, int height, int fps, int most) {
    this.most = most;
    this.ffmpeg = ffmpeg;
    this.width = width;
    this.height = height;
    this.fps = fps;
  }

  /** A clip with what is known of it. */
  record Shot(Path file, Clip clip) {}

  void write(List<Shot> shots, Timeline timeline, Path film)
      throws IOException, InterruptedException {
    int atOnce = atOnce(timeline);
    if (shots.size() <= atOnce) {
      encode(shots, timeline, Encoder.Effort.FILM, film);
      return;
    }
    List<Path> pieces = new ArrayList<>();
    try {
      List<Shot> joined = new ArrayList<>();
      for (int from = 0; from < shots.size(); from += atOnce) {
        int to = Math.min(from + atOnce, shots.size());
        Path piece =
            film.resolveSibling(film.getFileName() + "." + shots.size() + "." + from + ".part");
        pieces.add(piece);
        Timeline slice = timeline.slice(from, to);
        encode(shots.subList(from, to), slice, Encoder.Effort.INTERMEDIATE, piece);
        joined.add(new Shot(piece, Clip.of(piece, ffmpeg)));
      }
      write(joined, timeline.grouped(atOnce), film);
    } finally {
      for (Path piece : pieces) {
        Files.deleteIfExists(piece);
      }
    }
  }

  private int atOnce(Timeline timeline) {
    int held = HELD + 2 * timeline.longestOverlap();
    long bytesPerClip = held * (width * height * 3L / 2);
    return (int) Math.max(2, Math.min(most, MEMORY / bytesPerClip));
  }

  private void encode(List<Shot> shots, Timeline timeline, Encoder.Effort effort, Path to)
      throws IOException, InterruptedException {
    Graph graph = new Graph(fps);
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < shots.size(); i++) {
      Shot shot = shots.get(i);
      if (shots.size() > 4) {
        arguments.addAll(List.of("-threads", "1"));
      }
      arguments.addAll(Ffmpeg.input(shot.file()));
      picture(graph, i, shot.clip(), timeline.frames().get(i));
      sound(graph, i, shot.clip(), timeline.frames().get(i));
    }
    graph.join(timeline);
    arguments.addAll(output(ffmpeg, graph, effort, width, height, fps, to));
    ffmpeg.run("Cannot join " + shots.size() + " clip(s)", arguments);
  }

  private void picture(Graph graph, int index, Clip clip, int frames) {
    graph.add(
        "[%d:%d]fps=%d:start_time=0,scale=w='if(gt(sar,0)*not(eq(sar,1)),round(iw*sar),iw)':h=ih,setsar=1,"
            + "scale=%d:%d:force_original_aspect_ratio=decrease:force_divisible_by=2"
            + ":in_color_matrix=%s:out_color_matrix=bt709:out_range=tv,"
            + "pad=%d:%d:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p,%s,"
            + "tpad=stop=%d:stop_mode=clone,trim=end_frame=%d,setpts=PTS-STARTPTS,settb=AVTB[v%d]",
        index,
        clip.video(),
        fps,
        width,
        height,
        clip.matrix(),
        width,
        height,
        Graph.COLOURS,
        frames,
        frames,
        index);
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

  /** Arguments that encode a graph's result; an intermediate keeps its sound uncompressed. */
  static List<String> output(
      Ffmpeg ffmpeg, Graph graph, Encoder.Effort effort, int width, int height, int fps, Path to) {
    boolean intermediate = effort == Encoder.Effort.INTERMEDIATE;
    List<String> arguments =
        new ArrayList<>(List.of("-filter_complex", graph.toString(), "-map", "[v]", "-map", "[a]"));
    arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1", "-r", "" + fps));
    arguments.addAll(ffmpeg.encoder().arguments(effort, width, height, fps));
    arguments.addAll(
        intermediate
            ? List.of("-c:a", "pcm_s16le", "-f", "mov")
            : List.of("-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart", "-f", "mp4"));
    arguments.add(Ffmpeg.url(to));
    return arguments;
  }
}
