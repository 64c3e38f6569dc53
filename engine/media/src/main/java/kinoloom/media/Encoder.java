package kinoloom.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The H.264 encoders Kinoloom knows, best first. */
enum Encoder {
  LIBX264("libx264"),
  LIBOPENH264("libopenh264"),
  VIDEOTOOLBOX("h264_videotoolbox"),
  MEDIA_FOUNDATION("h264_mf");

  /** How much work goes into a picture. */
  enum Effort {
    /** For clips that nobody will judge: the emulator's. */
    QUICK(0.06, "ultrafast", "26"),
    /** For the film. */
    FILM(0.15, "veryfast", "18"),
    /** For pieces that will be encoded once more. */
    INTERMEDIATE(0.3, "ultrafast", "12");

    private final double bitsPerPixel;
    private final String preset;
    private final String crf;

    Effort(double bitsPerPixel, String preset, String crf) {
      this.bitsPerPixel = bitsPerPixel;
      this.preset = preset;
      this.crf = crf;
    }
  }

  private final String label;

  Encoder(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** The best encoder in what {@code ffmpeg -encoders} printed. */
  static Optional<Encoder> bestOf(String listing) {
    for (Encoder encoder : values()) {
      if (listing.contains(" " + encoder.label + " ")) {
        return Optional.of(encoder);
      }
    }
    return Optional.empty();
  }

  /** Arguments for one video stream of the given shape. */
  List<String> arguments(Effort effort, int width, int height, int fps) {
    List<String> arguments = new ArrayList<>(List.of("-c:v", label));
    if (this == LIBX264) {
      arguments.addAll(List.of("-preset", effort.preset, "-crf", effort.crf));
    } else {
      long rate = Math.max(500_000L, (long) (effort.bitsPerPixel * width * height * fps));
      arguments.addAll(List.of("-b:v", Long.toString(rate)));
    }
    if (this == LIBOPENH264) {
      arguments.addAll(List.of("-allow_skip_frames", "0"));
      arguments.addAll(
          effort == Effort.QUICK ? List.of("-loopfilter", "0") : List.of("-profile:v", "high"));
    }
    arguments.addAll(List.of("-pix_fmt", "yuv420p", "-g", Integer.toString(2 * fps)));
    return arguments;
  }
}
