package kinoloom.emulator.paint;

import java.awt.Graphics2D;
import java.util.Random;

/** A thing a prompt can name, and how to draw one of them. */
enum Motif {
  PUMPKIN(true, Shapes::pumpkin, "pumpkin", "halloween", "jack-o-lantern", "南瓜", "万圣"),
  CAT(false, Shapes::cat, "cat", "kitten", "猫"),
  BIRD(true, Shapes::bird, "bird", "seagull", "crow", "swallow", "dragon", "鸟", "鹰", "燕", "龙"),
  BALLOON(true, Shapes::balloon, "balloon", "lantern", "气球", "灯笼", "孔明灯"),
  LEAF(true, Shapes::leaf, "leaf", "leaves", "autumn", "petal", "叶", "秋", "花瓣"),
  SHIP(false, Shapes::ship, "ship", "boat", "sail", "sailboat", "船", "帆"),
  CITY(false, Shapes::towers, "city", "skyline", "street", "tower", "town", "城", "街", "楼", "都市"),
  HOUSE(false, Shapes::house, "house", "village", "castle", "cottage", "房", "屋", "村", "城堡"),
  TREE(false, Shapes::pine, "tree", "forest", "pine", "wood", "树", "林", "森"),
  FLOWER(false, Shapes::flower, "flower", "rose", "garden", "meadow", "花", "草原"),
  FIGURE(
      false,
      Shapes::figure,
      "man",
      "woman",
      "girl",
      "boy",
      "person",
      "people",
      "child",
      "traveller",
      "astronaut",
      "人",
      "女孩",
      "男孩",
      "少年",
      "孩");

  /** Draws into a box one unit high, standing on the origin and centred on it; y points down. */
  interface Drawing {
    void draw(Graphics2D g, Palette palette, Random random);
  }

  private final boolean floats;
  private final Drawing drawing;
  private final String[] words;

  Motif(boolean floats, Drawing drawing, String... words) {
    this.floats = floats;
    this.drawing = drawing;
    this.words = words;
  }

  /** Whether it belongs in the air. */
  boolean floats() {
    return floats;
  }

  boolean namedIn(Subject subject) {
    return subject.mentions(words);
  }

  /** Draws one with its foot at that point. */
  void draw(Graphics2D g, Palette palette, Random random, double x, double y, double size) {
    Graphics2D local = (Graphics2D) g.create();
    local.translate(x, y);
    local.scale(size, size);
    drawing.draw(local, palette, random);
    local.dispose();
  }
}
