package kinoloom.media;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes pictures, one a frame, to an H.264 clip without sound. For one thread.
 *
 * <p>{@link #close()} publishes the clip; after {@link #abort()} or a failed write nothing appears
 * at the target. Pictures of type {@link BufferedImage#TYPE_3BYTE_BGR} and the right size are the
 * fastest.
 */
public final class ClipWriter implements AutoCloseable {

  private final Job job;
  private final OutputStream input;
  private final Draft draft;
  private final BufferedImage frame;
  private boolean open = true;

  private ClipWriter(Job job, Draft draft, int width, int height) {
    this.job = job;
    this.input = job.input();
    this.draft = draft;
    this.frame = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
  }

  /**
   * Starts a clip.
   *
   * @param width of the frames; an odd one loses its last column, as H.264 wants pairs
   * @param height of the frames; an odd one loses its last row
   */
  public static ClipWriter open(Ffmpeg ffmpeg, Path target, int width, int height, int fps)
      throws IOException {
    if (width < 2 || height < 2 || fps < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "A clip of %d x %d pixels at %d frames a second cannot be made; it needs 2 x 2 and 1.",
              width,
              height,
              fps));
    }
    Draft draft = new Draft(target);
    List<String> arguments = new ArrayList<>(List.of("-f", "rawvideo", "-pix_fmt", "bgr24"));
    arguments.addAll(List.of("-video_size", width + "x" + height, "-framerate", "" + fps));
    arguments.addAll(
        List.of("-i", "pipe:0", "-vf", "crop=trunc(iw/2)*2:trunc(ih/2)*2:0:0,setsar=1"));
    arguments.addAll(ffmpeg.encoder().arguments(Encoder.Effort.QUICK, width, height, fps));
    arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4", Ffmpeg.url(draft.path())));
    Job job = ffmpeg.start("Cannot write the clip " + target.getFileName(), arguments);
    return new ClipWriter(job, draft, width, height);
  }

  /**
   * Adds a frame. The picture may be changed and used again once this returns.
   *
   * @throws IOException when ffmpeg has given up; the clip is then aborted
   */
  public void write(BufferedImage picture) throws IOException {
    if (!open) {
      throw new IllegalStateException("The clip is closed; open a new one to write more frames.");
    }
    try {
      input.write(bytes(picture));
    } catch (IOException brokenPipe) {
      IOException reason = job.failure();
      reason.addSuppressed(brokenPipe);
      abort();
      throw reason;
    }
  }

  private byte[] bytes(BufferedImage picture) {
    boolean fits =
        picture.getType() == BufferedImage.TYPE_3BYTE_BGR
            && picture.getWidth() == frame.getWidth()
            && picture.getHeight() == frame.getHeight()
            && picture.getRaster().getDataBuffer().getSize()
                == 3 * frame.getWidth() * frame.getHeight();
    if (fits) {
      return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    }
    Graphics2D graphics = frame.createGraphics();
    graphics.drawImage(picture, 0, 0, frame.getWidth(), frame.getHeight(), null);
    graphics.dispose();
    return ((DataBufferByte) frame.getRaster().getDataBuffer()).getData();
  }

  /** Finishes the clip and moves it into place; does nothing when already closed or aborted. */
  @Override
  public void close() throws IOException {
    if (!open) {
      return;
    }
    open = false;
    try (draft;
        job) {
      closeInput();
      job.await();
      draft.publish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while finishing a clip; it was not written.");
    }
  }

  private void closeInput() throws IOException {
    try {
      input.close();
    } catch (IOException brokenPipe) {
      throw job.failure();
    }
  }

  /** Ends the work and leaves nothing behind. */
  public void abort() throws IOException {
    open = false;
    try (draft) {
      job.close();
    }
  }
}
