package kinoloom.media;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A clip as ffprobe sees it.
 *
 * @param container ffprobe's name for it: {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param width as shown: after rotation and with square pixels
 * @param seconds until its picture ends
 * @param rate frames a second on average, 0 where that is not known
 * @param video number of the stream
 * @param audio number of the stream, negative without sound
 * @param matrix of the colours, as ffmpeg's scale filter names it
 */
record Clip(
    String container,
    int width,
    int height,
    double seconds,
    double rate,
    int video,
    int audio,
    String matrix) {

  private static final Set<String> MATRICES =
      Set.of("bt709", "fcc", "smpte170m", "smpte240m", "bt2020");

  /** Looks at a file. A recording that does not tell its length is read to the end to learn it. */
  static Clip of(Path file, Ffmpeg ffmpeg) throws IOException, InterruptedException {
    Clip clip = of(file, ffmpeg.probe(file));
    return clip.seconds > 0 ? clip : of(file, ffmpeg.probeCounting(file));
  }

  private static Clip of(Path file, JsonNode probed) throws IOException {
    JsonNode video = null;
    int audio = -1;
    for (JsonNode stream : probed.path("streams")) {
      String kind = stream.path("codec_type").asText();
      boolean cover = stream.path("disposition").path("attached_pic").asInt() == 1;
      if (video == null && kind.equals("video") && !cover) {
        video = stream;
      } else if (audio < 0 && kind.equals("audio")) {
        audio = stream.path("index").asInt();
      }
    }
    if (video == null || video.path("width").asInt() == 0) {
      throw new IOException("Cannot read " + file + " as a picture or clip: it shows nothing.");
    }
    return of(video, audio, probed.path("format"));
  }

  private static Clip of(JsonNode video, int audio, JsonNode format) {
    int height = video.path("height").asInt();
    int width = (int) Math.round(video.path("width").asInt() * pixelAspect(video));
    boolean lying = Math.abs(rotation(video)) % 180 == 90;
    return new Clip(
        format.path("format_name").asText(),
        lying ? height : width,
        lying ? width : height,
        seconds(video, format),
        ratio(video.path("avg_frame_rate").asText(), "/"),
        video.path("index").asInt(),
        audio,
        matrix(video.path("color_space").asText(), height));
  }

  private static double pixelAspect(JsonNode video) {
    double aspect = ratio(video.path("sample_aspect_ratio").asText(), ":");
    return aspect > 0 ? aspect : 1;
  }

  /** A picture that begins after the sound ends so much later. */
  private static double seconds(JsonNode video, JsonNode format) {
    double late = video.path("start_time").asDouble(0) - format.path("start_time").asDouble(0);
    double length = length(video, format);
    return length > 0 && late > 0 && late < length ? length + late : length;
  }

  /** Matroska counts the length of a file from zero, and not from where it begins. */
  private static double before(JsonNode format) {
    boolean fromZero = format.path("format_name").asText().startsWith("matroska");
    return fromZero ? Math.max(0, format.path("start_time").asDouble(0)) : 0;
  }

  private static double length(JsonNode video, JsonNode format) {
    double told = video.path("duration").asDouble(0);
    if (told <= 0) told = format.path("duration").asDouble(0) - before(format);
    double rate = ratio(video.path("avg_frame_rate").asText(), "/");
    return told > 0 || rate == 0 ? told : video.path("nb_read_packets").asDouble(0) / rate;
  }

  /** A positive ratio, or 0 when there is none. */
  private static double ratio(String text, String sign) {
    String[] parts = text.split(sign);
    double ratio =
        parts.length == 2 ? Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]) : 0;
    return Double.isFinite(ratio) && ratio > 0 ? ratio : 0;
  }

  private static int rotation(JsonNode video) {
    for (JsonNode data : video.path("side_data_list")) {
      if (data.has("rotation")) {
        return data.path("rotation").asInt();
      }
    }
    return 0;
  }

  /** Untagged clips are taken for what players take them for: by size. */
  private static String matrix(String tag, int height) {
    if (MATRICES.contains(tag)) {
      return tag;
    }
    if (tag.startsWith("bt2020")) {
      return "bt2020";
    }
    return height >= 720 ? "bt709" : "smpte170m";
  }

  boolean hasSound() {
    return audio >= 0;
  }

  /** Length in frames of the film, at least one. */
  int frames(int fps) {
    return Math.max(1, (int) Math.round(seconds * fps));
  }

  String mediaType() {
    String first = container.split(",")[0];
    return switch (first) {
      case "mov" -> "video/mp4";
      case "matroska" -> "video/webm";
      case "avi" -> "video/x-msvideo";
      case "mpegts" -> "video/mp2t";
      case "ogg" -> "video/ogg";
      default -> "video/" + first;
    };
  }
}
