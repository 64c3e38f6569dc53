package kinoloom.emulator.model;

import java.util.Arrays;
import java.util.Optional;

/** What a model does; {@code catelogid} on the wire. */
public enum Category {
  T2T("t2t", "text2text"),
  T2I("t2i", "text2image"),
  T2V("t2v", "text2video"),
  I2V("i2v", "image2video"),
  REF2V("ref2v", "reference2video");

  private final String wire;
  private final String usageType;

  Category(String wire, String usageType) {
    this.wire = wire;
    this.usageType = usageType;
  }

  /** The category of that id; {@code r2v} is another name for {@code ref2v}. */
  public static Optional<Category> of(String wire) {
    String id = "r2v".equals(wire) ? "ref2v" : wire;
    return Arrays.stream(values()).filter(category -> category.wire.equals(id)).findFirst();
  }

  public String wire() {
    return wire;
  }

  /** The {@code type} in a task's usage. */
  public String usageType() {
    return usageType;
  }
}
