package kinoloom.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Kinds of picture, told by a file's first bytes: services often name a WebP {@code .png}. */
enum Picture {
  PNG("image/png", "png_pipe", "\u0089PNG\r\n"),
  JPEG("image/jpeg", "jpeg_pipe", "\u00ff\u00d8\u00ff"),
  WEBP("image/webp", "webp_pipe", "RIFF"),
  BMP("image/bmp", "bmp_pipe", "BM"),
  GIF("image/gif", "gif", "GIF8"),
  TIFF_LITTLE("image/tiff", "tiff_pipe", "II*\0"),
  TIFF_BIG("image/tiff", "tiff_pipe", "MM\0*");

  private final String mediaType;
  private final String demuxer;
  private final byte[] magic;

  Picture(String mediaType, String demuxer, String magic) {
    this.mediaType = mediaType;
    this.demuxer = demuxer;
    this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
  }

  String mediaType() {
    return mediaType;
  }

  /** What the file is, or nothing when it is no picture. */
  static Optional<Picture> of(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(12);
    }
    for (Picture kind : values()) {
      if (kind.begins(head)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private boolean begins(byte[] head) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= head.length || head[i] != magic[i]) {
        return false;
      }
    }
    return this != WEBP || new String(head, StandardCharsets.ISO_8859_1).endsWith("WEBP");
  }

  /** Width and height by ImageIO, without decoding; empty when no reader knows the file. */
  static Optional<int[]> size(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return Optional.of(new int[] {reader.getWidth(0), reader.getHeight(0)});
      } finally {
        reader.dispose();
      }
    }
  }

  /** ffmpeg's arguments to read the file, which must be a picture. */
  static List<String> input(Path file) throws IOException {
    Picture kind =
        of(file)
            .orElseThrow(
                () ->
                    new IOException(
                        file + " is not a picture (PNG, JPEG, WebP, BMP, TIFF or GIF)."));
    return List.of("-protocol_whitelist", "file,pipe", "-f", kind.demuxer, "-i", Ffmpeg.url(file));
  }
}
