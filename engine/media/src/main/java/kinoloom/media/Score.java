package kinoloom.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kinoloom.run.Media;

/** The sound of a whole film: that of its clips, with music under it, made as loud as wanted. */
final class Score {
  private static final String EVEN = "aformat=sample_fmts=fltp:channel_layouts=stereo";

  /** Of a short silence loudnorm makes what is no number, and that would be heard as noise. */
  private static final String NUMBERS =
      "aeval='if(lt(abs(val(0)),8),val(0),0)|if(lt(abs(val(1)),8),val(1),0)'";

  private final Media.Music music;
  private final int stream;
  private final Double loudness;

  private Score(Media.Music music, int stream, Double loudness) {
    this.music = music;
    this.stream = stream;
    this.loudness = loudness;
  }

  /** Null where the sound of the clips is all there is. */
  static Score of(Media.Extras extras, Ffmpeg ffmpeg) throws IOException, InterruptedException {
    Media.Music music = extras.music();
    if (music == null && extras.loudness() == null) return null;
    return new Score(music, music == null ? -1 : sound(music, ffmpeg), extras.loudness());
  }

  private static int sound(Media.Music music, Ffmpeg ffmpeg)
      throws IOException, InterruptedException {
    for (var stream : ffmpeg.probe(music.file()).path("streams")) {
      if (stream.path("codec_type").asText().equals("audio")) return stream.path("index").asInt();
    }
    throw new IOException("There is no sound in the music " + music.file());
  }

  int inputs() {
    return music == null ? 0 : 1;
  }

  /** Read round and round: it is cut off where the film ends. */
  List<String> input() {
    if (music == null) return List.of();
    List<String> arguments = new ArrayList<>(List.of("-stream_loop", "-1"));
    arguments.addAll(Ffmpeg.input(music.file()));
    return arguments;
  }

  /** From the label {@code clips} to {@code a}. */
  void add(Graph graph, int input, int frames) {
    long samples = graph.samples(frames);
    String mixed = music == null ? "clips" : "mixed";
    if (music != null) mix(graph, input, samples);
    String loud =
        loudness == null
            ? ""
            : String.format(
                java.util.Locale.ROOT,
                "loudnorm=I=%.1f:TP=-1.5:LRA=11,%s,aresample=%d,",
                loudness,
                NUMBERS,
                Graph.SAMPLE_RATE);
    graph.add(
        "[%s]%salimiter=limit=0.95:level=0,%s,apad=whole_len=%d,atrim=end_sample=%d,"
            + "asetpts=PTS-STARTPTS[a]",
        mixed, loud, EVEN, samples, samples);
  }

  private void mix(Graph graph, int input, long samples) {
    double length = (double) samples / Graph.SAMPLE_RATE;
    double fade = Math.min(length, music.fadeOut().toMillis() / 1000.0);
    String fading =
        fade <= 0
            ? ""
            : String.format(
                java.util.Locale.ROOT, ",afade=t=out:st=%.3f:d=%.3f", length - fade, fade);
    graph.add(
        "[%d:%d]aresample=%d:async=1:first_pts=0,%s,apad=whole_len=%d,atrim=end_sample=%d,"
            + "asetpts=PTS-STARTPTS,volume=%.4f%s[music]",
        input, stream, Graph.SAMPLE_RATE, EVEN, samples, samples, music.volume(), fading);
    if (music.duck()) {
      graph.add("[clips]asplit=2[heard][key]");
      graph.add(
          "[music][key]sidechaincompress=threshold=0.02:ratio=8:attack=40:release=700[under]");
      graph.add("[heard][under]amix=inputs=2:duration=first:normalize=0[mixed]");
    } else {
      graph.add("[clips][music]amix=inputs=2:duration=first:normalize=0[mixed]");
    }
  }
}
