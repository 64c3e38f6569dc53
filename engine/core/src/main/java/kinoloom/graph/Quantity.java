package kinoloom.graph;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** What a budget can bound. Money is counted in 分, everything else in pieces or seconds. */
public enum Quantity {
  MONEY,
  CLIPS,
  /** Of all clips together. */
  SECONDS,
  IMAGES;

  /** Those that are counted, and are no money. */
  public static final List<Quantity> COUNTED = List.of(CLIPS, SECONDS, IMAGES);

  /** {@code money}, {@code clips}, {@code seconds} or {@code images}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The words of those that are counted. */
  public static List<String> words() {
    return COUNTED.stream().map(Quantity::word).toList();
  }

  /**
   * @param word as {@link #word} gives it
   * @throws ValueException naming the nearest
   */
  public static Quantity counted(String word) {
    return COUNTED.stream()
        .filter(it -> it.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new ValueException("Nothing counts '" + word + "'" + Names.offer(word, words())));
  }

  /** {@code 20.00 yuan}, {@code 12 clips}, {@code 60 seconds of clips}. */
  public String inWords(long amount) {
    String one = amount == 1 ? word().substring(0, word().length() - 1) : word();
    return switch (this) {
      case MONEY -> BigDecimal.valueOf(amount, 2).toPlainString() + " yuan";
      case SECONDS -> amount + " " + one + " of clips";
      default -> amount + " " + one;
    };
  }

  /** As a person writes it: {@code 20.00}, {@code 12}. */
  public String plain(long amount) {
    return this == MONEY ? BigDecimal.valueOf(amount, 2).toPlainString() : String.valueOf(amount);
  }
}
