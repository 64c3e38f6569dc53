package kinoloom.emulator.paint;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** A picture's prompt, written along its lower edge in at most two lines. */
final class Caption {
  private static final int LINES = 2;

  private Caption() {}

  static void draw(Graphics2D g, String text, int width, int height) {
    int dot = Math.max(1, Math.round(Math.min(width / 320f, height / 180f) * 0.75f));
    int columns = (width - 12 * dot) / (PixelFont.ADVANCE * dot);
    List<String> lines = wrap(text, Math.max(8, columns));
    if (lines.isEmpty()) {
      return;
    }
    int lineHeight = (PixelFont.HEIGHT + 3) * dot;
    int top = height - lines.size() * lineHeight - 4 * dot;
    g.setPaint(
        new GradientPaint(
            0, top - 14f * dot, new Color(0, 0, 0, 0), 0, height, new Color(0, 0, 0, 185)));
    g.fillRect(0, top - 14 * dot, width, height - top + 14 * dot);
    for (int i = 0; i < lines.size(); i++) {
      int x = (width - PixelFont.width(lines.get(i)) * dot) / 2;
      int y = top + i * lineHeight;
      g.setColor(new Color(0, 0, 0, 150));
      PixelFont.draw(g, lines.get(i), x + Math.max(1, dot / 2), y + Math.max(1, dot / 2), dot);
      g.setColor(new Color(0xfff8e7));
      PixelFont.draw(g, lines.get(i), x, y, dot);
    }
  }

  /** Breaks at spaces where there are any; what does not fit ends in dots. */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip().replaceAll("\\s+", " ");
    while (!rest.isEmpty() && lines.size() < LINES) {
      if (rest.length() <= columns) {
        lines.add(rest);
        return lines;
      }
      int space = rest.lastIndexOf(' ', columns);
      int cut = space > columns / 2 ? space : columns;
      lines.add(rest.substring(0, cut).strip());
      rest = rest.substring(cut).strip();
    }
    if (!rest.isEmpty() && !lines.isEmpty()) {
      String last = lines.remove(lines.size() - 1);
      lines.add(last.substring(0, Math.min(last.length(), columns - 3)).strip() + "...");
    }
    return lines;
  }
}
