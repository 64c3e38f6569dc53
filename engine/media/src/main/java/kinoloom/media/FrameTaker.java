package kinoloom.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kinoloom.run.UnfitPictureException;

/**
 * Takes one frame of a clip. For the last one all are decoded and counted: what a container says of
 * its length is often a little wrong, and a search from its end misses frames that an edit list
 * hides.
 */
final class FrameTaker {
  private static final String EXACT = "flags=lanczos+accurate_rnd+full_chroma_int+bitexact";

  private final Ffmpeg ffmpeg;
  private final Path file;

  FrameTaker(Ffmpeg ffmpeg, Path file) {
    this.ffmpeg = ffmpeg;
    this.file = file;
  }

  void write(Path target, boolean last) throws IOException, InterruptedException {
    Clip clip = Clip.of(file, ffmpeg);
    long frame = last ? count(clip) - 1 : 0;
    if (frame < 0) throw new UnfitPictureException("no frame of the clip can be decoded");
    List<String> arguments = new ArrayList<>(Ffmpeg.input(file));
    arguments.addAll(List.of("-map", "0:" + clip.video(), "-vf", filter(clip, frame)));
    arguments.addAll(List.of("-fps_mode", "passthrough", "-frames:v", "1"));
    arguments.addAll(
        List.of("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"));
    arguments.addAll(List.of("-c:v", "png", "-f", "image2pipe", Ffmpeg.url(target)));
    ffmpeg.run("Cannot take a frame of " + file, arguments);
  }

  private static String filter(Clip clip, long frame) {
    return String.format(
        Locale.ROOT,
        "select=eq(n\\,%d),scale=%d:%d:in_color_matrix=%s:%s,setsar=1,format=rgb24",
        frame,
        clip.width(),
        clip.height(),
        clip.matrix(),
        EXACT);
  }

  private long count(Clip clip) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(Ffmpeg.input(file));
    arguments.addAll(List.of("-map", "0:" + clip.video(), "-fps_mode", "passthrough"));
    arguments.addAll(List.of("-c:v", "wrapped_avframe", "-f", "null", "-"));
    return ffmpeg.frames("Cannot read " + file + " to its end", arguments);
  }
}
