package kinoloom.emulator.paint;

import java.awt.Graphics2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Letters of 5 by 7 dots, read from {@code font-5x7.txt}, so that no font of the system is needed.
 *
 * <p>The resource has bands of eight lines: the characters, then their seven rows side by side,
 * each five columns wide and one apart, {@code #} for ink. Small letters share the capitals. A
 * character the font lacks, such as a Chinese one, becomes a small symmetric seal of its own.
 */
final class PixelFont {
  static final int HEIGHT = 7;
  static final int ADVANCE = 6;
  private static final int WIDTH = 5;
  private static final Map<Character, boolean[][]> GLYPHS = load();

  private PixelFont() {}

  static int width(String text) {
    return text.length() * ADVANCE - 1;
  }

  static void draw(Graphics2D g, String text, int x, int y, int dot) {
    for (int i = 0; i < text.length(); i++) {
      boolean[][] glyph = glyph(Character.toUpperCase(text.charAt(i)));
      for (int row = 0; row < HEIGHT; row++) {
        for (int column = 0; column < WIDTH; column++) {
          if (glyph[row][column]) {
            g.fillRect(x + (i * ADVANCE + column) * dot, y + row * dot, dot, dot);
          }
        }
      }
    }
  }

  static boolean[][] glyph(char c) {
    boolean[][] known = GLYPHS.get(c);
    return known != null ? known : seal(c);
  }

  private static boolean[][] seal(char c) {
    int bits = c * 0x9E3779B1 >>> 7;
    boolean[][] glyph = new boolean[HEIGHT][WIDTH];
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column <= WIDTH / 2; column++) {
        boolean ink = (bits >>> (row * 3 + column) & 1) == 1;
        glyph[row][column] = ink;
        glyph[row][WIDTH - 1 - column] = ink;
      }
    }
    return glyph;
  }

  private static Map<Character, boolean[][]> load() {
    try (InputStream in = PixelFont.class.getResourceAsStream("/kinoloom/emulator/font-5x7.txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return parse(reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Character, boolean[][]> parse(List<String> lines) {
    Map<Character, boolean[][]> glyphs = new HashMap<>();
    glyphs.put(' ', new boolean[HEIGHT][WIDTH]);
    for (int band = 0; band + HEIGHT < lines.size(); band += HEIGHT + 1) {
      String characters = lines.get(band);
      for (int i = 0; i < characters.length(); i++) {
        boolean[][] glyph = new boolean[HEIGHT][WIDTH];
        for (int row = 0; row < HEIGHT; row++) {
          String line = lines.get(band + 1 + row);
          for (int column = 0; column < WIDTH; column++) {
            int at = i * ADVANCE + column;
            glyph[row][column] = at < line.length() && line.charAt(at) == '#';
          }
        }
        glyphs.put(characters.charAt(i), glyph);
      }
    }
    return glyphs;
  }
}
