package kinoloom.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes a clip out of still pictures: each is cropped to the frame and slowly zoomed, and they fade
 * into each other. The sound is silence. Quick rather than beautiful.
 */
public final class StillClip {

  private static final double ZOOM = 0.12;

  private StillClip() {}

  /**
   * Renders a clip; an interrupt ends the work.
   *
   * @param pictures at least one; PNG, JPEG, WebP, BMP, TIFF or GIF, whatever their names end in
   * @param duration of the clip, rounded to whole frames, at least one
   * @throws IOException when a picture cannot be read or the clip not be written
   */
  public static void render(
      Ffmpeg ffmpeg,
      List<Path> pictures,
      Path target,
      int width,
      int height,
      int fps,
      Duration duration)
      throws IOException, InterruptedException {
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("A clip of stills needs at least one picture.");
    }
    int even = Math.max(2, width / 2 * 2);
    int evenHeight = Math.max(2, height / 2 * 2);
    int length = Math.max(1, (int) Math.round(duration.toMillis() * fps / 1000.0));
    Timeline timeline = share(length, Math.min(pictures.size(), length), fps);
    Graph graph = new Graph(fps);
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < timeline.pieces(); i++) {
      arguments.addAll(Picture.input(pictures.get(i)));
      zoom(graph, i, timeline.frames().get(i), even, evenHeight, fps);
      graph.silence("a" + i, timeline.frames().get(i));
    }
    graph.join(timeline);
    try (Draft draft = new Draft(target)) {
      arguments.addAll(
          Film.output(
              ffmpeg,
              graph,
              Encoder.Effort.QUICK,
              new Film.Look(even, evenHeight, fps, "crop"),
              List.of(),
              draft.path()));
      ffmpeg.run("Cannot make a clip of " + pictures.size() + " picture(s)", arguments);
      draft.publish();
    }
  }

  /** Splits a length evenly among pictures that overlap by half a second, or less when hurried. */
  private static Timeline share(int length, int pictures, int fps) {
    int fade = Math.min(fps / 2, length / (2 * pictures));
    int covered = length + (pictures - 1) * fade;
    List<Integer> frames = new ArrayList<>();
    for (int i = 0; i < pictures; i++) {
      frames.add(covered * (i + 1) / pictures - covered * i / pictures);
    }
    return new Timeline(frames, Collections.nCopies(pictures - 1, fade));
  }

  private static void zoom(Graph graph, int index, int frames, int width, int height, int fps) {
    String progress = index % 2 == 0 ? "on/" + frames : "(1-on/" + frames + ")";
    graph.add(
        "[%d:v:0]trim=end_frame=1,scale=%d:%d:force_original_aspect_ratio=increase:out_color_matrix=bt709"
            + ":out_range=tv,crop=%d:%d,setsar=1,format=yuv420p,zoompan=z='1+%.2f*%s'"
            + ":x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2':d=%d:s=%dx%d:fps=%d,%s,settb=AVTB[v%d]",
        index,
        2 * width,
        2 * height,
        2 * width,
        2 * height,
        ZOOM,
        progress,
        frames,
        width,
        height,
        fps,
        Graph.COLOURS,
        index);
  }
}
