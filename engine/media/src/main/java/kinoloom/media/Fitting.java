package kinoloom.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kinoloom.artifact.PictureFacts;
import kinoloom.run.Media;
import kinoloom.run.UnfitPictureException;

/**
 * Makes one copy of a picture in another size. The pixels are turned by the Exif orientation here,
 * as not every ffmpeg does it, and everything but the pixels is left behind.
 */
final class Fitting {
  /** From ffmpeg's best JPEG to one that shows its blocks. */
  private static final int[] QUALITIES = {2, 4, 7, 12, 20, 31};

  private static final String SMOOTH = ":flags=lanczos+accurate_rnd+full_chroma_int";

  /** A picture a little larger than its frame is cut, as scaling would only soften it. */
  private static final double NEARLY = 0.95;

  /** Bars thinner than these two pixels are a rounding, not a wish. */
  private static final int HAIR = 2;

  private final Ffmpeg ffmpeg;
  private final Path source;
  private final PictureFacts picture;
  private final Media.Fit fit;

  Fitting(Ffmpeg ffmpeg, Path source, Media.Fit fit) throws IOException {
    this.ffmpeg = ffmpeg;
    this.source = source;
    this.picture = PictureFacts.of(source);
    this.fit = fit;
  }

  void write(Path target) throws IOException, InterruptedException {
    if (fit.mediaType().equals("image/png")) {
      encode(List.of("-c:v", "png", "-pix_fmt", "rgb24", "-f", "image2pipe"), target);
      if (!smallEnough(target)) throw tooLarge(target);
      return;
    }
    for (int quality : QUALITIES) {
      encode(List.of("-c:v", "mjpeg", "-q:v", String.valueOf(quality), "-f", "mjpeg"), target);
      if (smallEnough(target)) return;
    }
    throw tooLarge(target);
  }

  private boolean smallEnough(Path target) throws IOException {
    return fit.maxBytes() == null || Files.size(target) <= fit.maxBytes();
  }

  private IOException tooLarge(Path target) throws IOException {
    return new UnfitPictureException(
        String.format(
            Locale.ROOT,
            "a copy of %d x %d pixels has %d bytes, and may have %d",
            fit.width(),
            fit.height(),
            Files.size(target),
            fit.maxBytes()));
  }

  private void encode(List<String> codec, Path target) throws IOException, InterruptedException {
    // Half a picture is not sent as a whole one.
    List<String> arguments = new ArrayList<>(List.of("-xerror", "-noautorotate"));
    arguments.addAll(List.of("-err_detect", "explode"));
    arguments.addAll(Picture.input(source));
    arguments.addAll(List.of("-filter_complex", graph(), "-map", "[out]"));
    arguments.addAll(List.of("-frames:v", "1", "-map_metadata", "-1"));
    arguments.addAll(codec);
    arguments.add(Ffmpeg.url(target));
    try {
      ffmpeg.run("ffmpeg", arguments);
    } catch (Job.Refusal e) {
      throw new UnfitPictureException(e.getMessage());
    }
  }

  private String graph() {
    int width = fit.width();
    int height = fit.height();
    String whole = black(picture.width(), picture.height(), "paper") + turned() + "[seen];";
    whole += on("paper", "seen", "flat");
    String framed =
        switch (fit.how()) {
          case "crop" -> black(width, height, "frame") + "[flat]" + covering() + "[fg];";
          case "pad" -> black(width, height, "frame") + "[flat]" + within() + "[fg];";
          case "blur" ->
              "[flat]split[far][near];[far]" + blurred() + "[frame];[near]" + within() + "[fg];";
          default -> throw new IllegalArgumentException("There is no fit '" + fit.how() + "'");
        };
    return whole + framed + on("frame", "fg", "rgb") + "[rgb]" + colours() + "[out]";
  }

  private static String black(int width, int height, String label) {
    return String.format(
        Locale.ROOT, "color=c=black:s=%dx%d:r=1,format=gbrp[%s];", width, height, label);
  }

  /** In the middle of what is below; what stands out is cut off. */
  private static String on(String below, String above, String result) {
    return String.format(
        Locale.ROOT,
        "[%s][%s]overlay=x=floor((W-w)/2):y=floor((H-h)/2):format=gbrp:shortest=1[%s];",
        below,
        above,
        result);
  }

  private String turned() {
    String turn =
        switch (picture.orientation()) {
          case 2 -> "hflip,";
          case 3 -> "hflip,vflip,";
          case 4 -> "vflip,";
          case 5 -> "transpose=0,";
          case 6 -> "transpose=1,";
          case 7 -> "transpose=3,";
          case 8 -> "transpose=2,";
          default -> "";
        };
    return "[0:v:0]" + turn + "sidedata=delete,format=gbrap";
  }

  private String covering() {
    double factor = Math.max(times(fit.width(), picture.width()), timesHigh());
    if (factor >= NEARLY && factor <= 1) return "null";
    int width = Math.max(fit.width(), (int) Math.round(picture.width() * factor));
    int height = Math.max(fit.height(), (int) Math.round(picture.height() * factor));
    return scale(width, height);
  }

  private String within() {
    double factor = Math.min(times(fit.width(), picture.width()), timesHigh());
    int width = (int) Math.max(1, Math.round(picture.width() * factor));
    int height = (int) Math.max(1, Math.round(picture.height() * factor));
    return scale(
        fit.width() - width <= HAIR ? fit.width() : width,
        fit.height() - height <= HAIR ? fit.height() : height);
  }

  private String blurred() {
    double sigma = Math.max(fit.width(), fit.height()) / 32.0;
    return String.format(
        Locale.ROOT,
        "%s,crop=%d:%d,gblur=sigma=%.2f",
        covering(),
        fit.width(),
        fit.height(),
        sigma);
  }

  private static double times(int wanted, int is) {
    return (double) wanted / is;
  }

  private double timesHigh() {
    return times(fit.height(), picture.height());
  }

  private String scale(int width, int height) {
    if (width == picture.width() && height == picture.height()) return "null";
    return "scale=" + width + ":" + height + SMOOTH;
  }

  /** A JPEG's colours are those of the JFIF standard. */
  private String colours() {
    return fit.mediaType().equals("image/png")
        ? "format=rgb24"
        : "scale=out_range=pc:out_color_matrix=bt601" + SMOOTH + ",format=yuvj420p";
  }
}
