package kinoloom.media;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Text as pictures, drawn by Java: not every ffmpeg can, and no text is a filter's argument. */
final class Lettering {
  private static final int SMALLEST = 9;
  private static final Color INK = Color.WHITE;
  private static final Color BOX = new Color(0, 0, 0, 150);

  private Lettering() {}

  /** Why a text cannot be drawn; empty when it can. */
  static Optional<String> undrawable(String text) {
    try {
      Font font = sans(Font.PLAIN, 20);
      return text.codePoints()
          .filter(it -> !Character.isWhitespace(it) && !font.canDisplay(it))
          .mapToObj(it -> "no font of this machine has '" + Character.toString(it) + "'")
          .findFirst();
    } catch (RuntimeException | LinkageError | InternalError e) {
      return Optional.of("Java finds no fonts on this machine (" + e + ")");
    }
  }

  /** A picture of the film's size with the lines in its middle, the first one larger. */
  static BufferedImage slate(int width, int height, List<String> lines) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = picture.createGraphics();
    try {
      smooth(g);
      writeSlate(g, width, height, lines);
    } catch (RuntimeException | LinkageError | InternalError noFonts) {
      // A film with a black slate is better than none.
      g.setColor(Color.BLACK);
      g.fillRect(0, 0, width, height);
    } finally {
      g.dispose();
    }
    return picture;
  }

  private static void writeSlate(Graphics2D g, int width, int height, List<String> lines) {
    g.setColor(new Color(24, 24, 24));
    g.fillRect(0, 0, width, height);
    int margin = width / 12;
    int room = height * 4 / 5;
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int size = Math.max(SMALLEST, height / (i == 0 ? 12 : 22));
      String line = CleanLines.of(lines.get(i));
      blocks.add(
          Block.fitting(
              g,
              line,
              i == 0 ? Font.BOLD : Font.PLAIN,
              size,
              width - 2 * margin,
              room / lines.size()));
    }
    int y = (height - blocks.stream().mapToInt(Block::height).sum()) / 2;
    for (Block block : blocks) {
      block.draw(g, width, y);
      y += block.height();
    }
  }

  /** A strip of the film's width, transparent but for the text and a dark box behind it. */
  static BufferedImage caption(int width, int height, String text) throws IOException {
    Optional<String> trouble = undrawable(text);
    if (trouble.isPresent()) throw new IOException("Cannot draw a subtitle: " + trouble.get());
    BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    Graphics2D measure = scratch.createGraphics();
    smooth(measure);
    int size = Math.max(SMALLEST, Math.min(width, height * 16 / 9) / 32);
    Block block = Block.fitting(measure, text, Font.PLAIN, size, width * 9 / 10, height / 3);
    measure.dispose();
    int pad = size / 3;
    BufferedImage strip =
        new BufferedImage(width, block.height() + 2 * pad, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = strip.createGraphics();
    smooth(g);
    g.setColor(BOX);
    int boxWidth = Math.min(width, block.width(g) + 4 * pad);
    g.fillRoundRect((width - boxWidth) / 2, 0, boxWidth, strip.getHeight(), pad, pad);
    block.draw(g, width, pad);
    g.dispose();
    return strip;
  }

  private static void smooth(Graphics2D g) {
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  }

  private static Font sans(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** Lines of one size. */
  private record Block(Font font, int lineHeight, List<String> lines) {

    /** As large as there is room; what does not fit at the smallest size is left out, with an …. */
    static Block fitting(Graphics2D g, String text, int style, int size, int width, int height) {
      for (int now = size; ; now = now * 4 / 5) {
        Font font = sans(style, Math.max(SMALLEST, now));
        FontMetrics metrics = g.getFontMetrics(font);
        List<String> lines = wrapped(text, metrics, width);
        int most = Math.max(1, height / metrics.getHeight());
        if (lines.size() <= most) return new Block(font, metrics.getHeight(), lines);
        if (now <= SMALLEST) {
          List<String> shown = new ArrayList<>(lines.subList(0, most));
          shown.set(most - 1, shown.get(most - 1) + "…");
          return new Block(font, metrics.getHeight(), shown);
        }
      }
    }

    private static List<String> wrapped(String text, FontMetrics metrics, int width) {
      List<String> lines = new ArrayList<>();
      for (String paragraph : text.split("\n")) wrap(paragraph, metrics, width, lines);
      return lines;
    }

    private static void wrap(String text, FontMetrics metrics, int width, List<String> lines) {
      BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
      breaks.setText(text);
      StringBuilder line = new StringBuilder();
      int from = breaks.first();
      for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
        String word = text.substring(from, to);
        if (metrics.stringWidth(line + word.stripTrailing()) > width && line.length() > 0) {
          lines.add(line.toString().strip());
          line.setLength(0);
        }
        line.append(word);
        while (metrics.stringWidth(line.toString().stripTrailing()) > width && line.length() > 1) {
          int most = longest(line, metrics, width);
          lines.add(line.substring(0, most).strip());
          line.delete(0, most);
        }
      }
      lines.add(line.toString().strip());
    }

    /** How much of a word without a place to break it fits into a line. */
    private static int longest(CharSequence word, FontMetrics metrics, int width) {
      int most = Character.charCount(Character.codePointAt(word, 0));
      while (most < word.length()) {
        int next = most + Character.charCount(Character.codePointAt(word, most));
        if (metrics.stringWidth(word.subSequence(0, next).toString()) > width) break;
        most = next;
      }
      return most;
    }

    int height() {
      return lineHeight * lines.size();
    }

    int width(Graphics2D g) {
      FontMetrics metrics = g.getFontMetrics(font);
      return lines.stream().mapToInt(metrics::stringWidth).max().orElse(0);
    }

    void draw(Graphics2D g, int width, int top) {
      g.setFont(font);
      g.setColor(INK);
      FontMetrics metrics = g.getFontMetrics();
      int y = top + metrics.getAscent();
      for (String line : lines) {
        g.drawString(line, (width - metrics.stringWidth(line)) / 2, y);
        y += lineHeight;
      }
    }
  }
}
