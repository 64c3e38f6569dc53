package kinoloom.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Local work on pictures and clips: the port that {@code kinoloom-media} implements with ffmpeg.
 *
 * <p>Every method may block for as long as the work takes and is called from a worker thread; an
 * interrupt ends the work and its processes. A target is written whole or not at all.
 */
public interface Media {

  /** What a picture or clip is. A picture has a zero duration and no sound. */
  record Info(String mediaType, int width, int height, Duration duration, boolean sound) {}

  /**
   * How two clips meet: {@code "cut"}, or one of {@link #NAMES}, which overlaps them.
   *
   * @param duration of the overlap; it is shortened to half of the shorter clip
   */
  record Transition(String name, Duration duration) {
    public static final Transition CUT = new Transition("cut", Duration.ZERO);

    /** All names; but for {@code cut} they are those of ffmpeg's filter xfade. */
    public static final List<String> NAMES =
        List.of(
            "cut",
            "fade",
            "dissolve",
            "fadeblack",
            "fadewhite",
            "wipeleft",
            "wiperight",
            "wipeup",
            "wipedown",
            "slideleft",
            "slideright",
            "slideup",
            "slidedown",
            "smoothleft",
            "smoothright",
            "smoothup",
            "smoothdown",
            "circleopen",
            "circleclose",
            "circlecrop",
            "rectcrop",
            "vertopen",
            "vertclose",
            "horzopen",
            "horzclose",
            "radial",
            "pixelize",
            "distance");
  }

  /** A part of a film. */
  sealed interface Piece {}

  /** A clip as it is. */
  record Clip(Path file) implements Piece {}

  /** A picture that is shown for a while, in silence. */
  record Still(Path file, Duration duration) implements Piece {}

  /** Stands where a clip is missing: its lines, on black, in silence. */
  record Slate(Duration duration, List<String> text) implements Piece {
    public Slate {
      text = List.copyOf(text);
    }
  }

  /**
   * What the picture of a film is like.
   *
   * @param width in pixels, 0 to take it from the first clip
   * @param height in pixels, 0 to take it from the first clip
   * @param fps frames a second, 0 for what most clips have
   * @param fit what becomes of a clip of another ratio: {@code pad} shows all of it on black,
   *     {@code crop} fills the frame, {@code blur} shows it on its own blurred enlargement
   */
  record Frame(int width, int height, int fps, String fit) {
    public static final Frame OF_CLIPS = new Frame(0, 0, 0, "pad");
  }

  /**
   * Music under the whole film: begun anew where it is too short, cut off where it is too long.
   *
   * @param volume 1 for as loud as it is
   * @param duck whether it steps back while the clips are heard
   * @param fadeOut over which last part of the film it fades away
   */
  record Music(Path file, double volume, boolean duck, Duration fadeOut) {}

  /**
   * What is to be read in a film.
   *
   * @param texts one for each piece, empty for none; any text, it is made harmless
   * @param burn whether they are drawn into the picture; else they are a track of their own
   */
  record Subtitles(List<String> texts, boolean burn) {
    public Subtitles {
      texts = List.copyOf(texts);
    }
  }

  /**
   * What accompanies the pieces.
   *
   * @param music null for none
   * @param subtitles null for none
   * @param loudness of the whole in LUFS, as EBU R128 measures it; null to leave it as it is
   */
  record Extras(Music music, Subtitles subtitles, Double loudness) {
    public static final Extras NONE = new Extras(null, null, null);
  }

  /**
   * A film to be made.
   *
   * @param pieces in order, at least one; clips of any size, frame rate, with or without sound
   * @param transitions where pieces meet, in order, gone round again when they are fewer; none for
   *     hard cuts
   */
  record Cut(List<Piece> pieces, List<Transition> transitions, Frame frame, Extras extras) {
    public Cut {
      pieces = List.copyOf(pieces);
      transitions = List.copyOf(transitions);
    }

    /** Clips that all meet in the same way. */
    public Cut(List<Path> clips, Transition transition, int width, int height, int fps) {
      this(
          clips.stream().<Piece>map(Clip::new).toList(),
          List.of(transition),
          new Frame(width, height, fps, "pad"),
          Extras.NONE);
    }

    /** The files of the pieces that are clips. */
    public List<Path> clips() {
      return pieces.stream()
          .filter(it -> it instanceof Clip)
          .map(it -> ((Clip) it).file())
          .toList();
    }
  }

  /** Hears how far some work is. On the thread that does it; must be quick. */
  interface Progress {
    Progress NONE = (done, speed) -> {};

    /**
     * @param done from 0 to 1
     * @param speed seconds of film made in a second, 0 where that is not known
     */
    void at(double done, double speed);
  }

  /**
   * A copy of a picture that is to be made.
   *
   * @param how {@code crop} fills the frame and cuts off what stands out, in equal parts; {@code
   *     pad} shows the whole picture on black; {@code blur} shows it on its own blurred enlargement
   * @param width of the copy in pixels, exactly
   * @param height of the copy in pixels, exactly
   * @param mediaType {@code image/jpeg} or {@code image/png}
   * @param maxBytes the most the copy may have; null for no limit
   */
  record Fit(String how, int width, int height, String mediaType, Long maxBytes) {}

  /**
   * Looks at a file.
   *
   * @throws IOException when it cannot be read as a picture or clip
   */
  Info probe(Path file) throws IOException, InterruptedException;

  /**
   * Joins clips into one MP4 (H.264, AAC, yuv420p, {@code moov} first) written to {@code target}.
   */
  void cut(Cut cut, Path target) throws IOException, InterruptedException;

  /**
   * The same, telling how far it is.
   *
   * @return the subtitles as an SRT file has them, timed by the pieces; empty without any
   */
  default String cut(Cut cut, Path target, Progress progress)
      throws IOException, InterruptedException {
    cut(cut, target);
    return "";
  }

  /**
   * Writes the first or the last frame of a clip as a PNG: the very last one that can be decoded,
   * upright and with square pixels. The same clip gives the same bytes.
   *
   * @throws UnfitPictureException when the clip cannot be read
   */
  default void frame(Path clip, Path target, boolean last)
      throws IOException, InterruptedException {
    throw new IOException("These media tools take no frames of clips");
  }

  /** Why a text cannot be drawn on this machine, for want of a font; empty when it can. */
  default Optional<String> undrawable(String text) {
    return Optional.empty();
  }

  /**
   * Writes a copy of a JPEG, PNG or WebP picture that has another size. The copy is upright,
   * whatever the source's Exif says, carries nothing but pixels, and has black where the source is
   * transparent. The same source and fit give the same copy.
   *
   * @throws UnfitPictureException when the source cannot be read or the copy not be made small
   *     enough
   * @throws IOException when this machine is in the way: a full disk, a program that was killed
   */
  void fit(Path source, Path target, Fit fit) throws IOException, InterruptedException;

  /** Writes a JPEG of the first frame (or of the picture), {@code width} pixels wide. */
  void thumbnail(Path source, Path target, int width) throws IOException, InterruptedException;
}
