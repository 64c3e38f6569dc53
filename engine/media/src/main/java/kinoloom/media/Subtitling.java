package kinoloom.media;

import java.util.List;
import java.util.Locale;

/**
 * What is to be read in a film, and when: each text from the middle of the transition before its
 * piece to the middle of the one after it.
 */
final class Subtitling {
  private final Timeline timeline;
  private final List<String> texts;
  private final int fps;

  Subtitling(Timeline timeline, List<String> texts, int fps) {
    this.timeline = timeline;
    this.texts = texts.stream().map(CleanLines::of).toList();
    this.fps = fps;
  }

  /** The text of a piece, or an empty one. */
  String text(int piece) {
    return piece < texts.size() ? texts.get(piece) : "";
  }

  /** The first frame of a piece that shows its text. */
  int from(int piece) {
    return (timeline.overlapBefore(piece) + 1) / 2;
  }

  /** The frame of a piece after the last one that shows its text. */
  int to(int piece) {
    return timeline.frames().get(piece) - timeline.overlapAfter(piece) / 2;
  }

  /** All of it as an SRT file; empty when there is nothing to read. */
  String srt() {
    StringBuilder srt = new StringBuilder();
    int number = 0;
    int start = 0;
    for (int i = 0; i < timeline.pieces(); i++) {
      if (!text(i).isEmpty()) {
        number++;
        srt.append(number).append('\n');
        srt.append(time(start + from(i))).append(" --> ").append(time(start + to(i))).append('\n');
        srt.append(text(i)).append("\n\n");
      }
      start += timeline.frames().get(i) - timeline.overlapAfter(i);
    }
    return srt.toString();
  }

  private String time(int frame) {
    long millis = Math.round(frame * 1000.0 / fps);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d,%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000);
  }
}
