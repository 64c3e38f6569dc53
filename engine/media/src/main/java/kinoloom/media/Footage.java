package kinoloom.media;

import java.util.Locale;

/** Makes the picture of a piece like that of the film: size, rate, colours, length. */
final class Footage {
  private static final String SQUARE =
      "scale=w='if(gt(sar,0)*not(eq(sar,1)),round(iw*sar),iw)':h=ih,setsar=1";

  private final Film.Look look;

  Footage(Film.Look look) {
    this.look = look;
  }

  void add(Graph graph, int index, Film.Shot shot, int frames, String label) {
    Clip clip = shot.clip();
    String matrix = shot.still() ? "" : ":in_color_matrix=" + clip.matrix();
    String framed = shot.still() ? scaled("decrease", matrix) : framed(clip, matrix, index);
    graph.add(
        "[%d:%d]fps=%d:start_time=0,%s,%s,setsar=1,format=yuv420p,%s,"
            + "tpad=stop=%d:stop_mode=clone,trim=end_frame=%d,setpts=PTS-STARTPTS,settb=AVTB[%s]",
        index, clip.video(), look.fps(), SQUARE, framed, Graph.COLOURS, frames, frames, label);
  }

  private String framed(Clip clip, String matrix, int index) {
    boolean same =
        Math.abs(clip.width() * look.height() - clip.height() * look.width())
            <= 2 * Math.max(look.width(), look.height());
    String bars =
        String.format(Locale.ROOT, ",pad=%d:%d:(ow-iw)/2:(oh-ih)/2", look.width(), look.height());
    if (same || look.fit().equals("pad")) return scaled("decrease", matrix) + bars;
    String filled =
        String.format(
            Locale.ROOT, "%s,crop=%d:%d", scaled("increase", matrix), look.width(), look.height());
    if (look.fit().equals("crop")) return filled;
    return blurred(matrix, index);
  }

  /** What is blurred is made small before, as nobody sees the difference but in the time. */
  private String blurred(String matrix, int index) {
    int width = Math.max(2, look.width() / 16 * 2);
    int height = Math.max(2, look.height() / 16 * 2);
    return String.format(
        Locale.ROOT,
        "split[far%1$d][near%1$d];"
            + "[far%1$d]scale=%2$d:%3$d:force_original_aspect_ratio=increase%4$s"
            + ":out_color_matrix=bt709:out_range=tv,crop=%2$d:%3$d,format=yuv420p,gblur=sigma=%5$.2f,"
            + "scale=%6$d:%7$d,setsar=1[wide%1$d];"
            + "[near%1$d]%8$s,format=yuv420p[whole%1$d];"
            + "[wide%1$d][whole%1$d]overlay=x=(W-w)/2:y=(H-h)/2",
        index,
        width,
        height,
        matrix,
        Math.max(width, height) / 32.0,
        look.width(),
        look.height(),
        scaled("decrease", matrix));
  }

  private String scaled(String how, String matrix) {
    return String.format(
        Locale.ROOT,
        "scale=%d:%d:force_original_aspect_ratio=%s:force_divisible_by=2%s"
            + ":out_color_matrix=bt709:out_range=tv",
        look.width(),
        look.height(),
        how,
        matrix);
  }
}
