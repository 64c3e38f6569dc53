package kinoloom.platform;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** An amount in whole 分 (1/100 元). Never floating point. */
public record Money(long fen) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);

  public static Money fen(long fen) {
    return new Money(fen);
  }

  /** An amount in 元, rounded up to whole 分: what is reserved must cover what is charged. */
  public static Money yuan(BigDecimal yuan) {
    return new Money(yuan.movePointRight(2).setScale(0, RoundingMode.CEILING).longValueExact());
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(fen, other.fen));
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(fen, other.fen));
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(fen, other.fen);
  }

  /** {@code 1.50}, without a unit. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }
}
