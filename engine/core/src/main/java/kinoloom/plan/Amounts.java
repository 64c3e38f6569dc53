package kinoloom.plan;

import kinoloom.graph.Quantity;
import kinoloom.platform.Counts;
import kinoloom.platform.Money;

/** So much money, and so many clips, seconds of them and pictures. */
public record Amounts(Money money, Counts counts) {
  public static final Amounts ZERO = new Amounts(Money.ZERO, Counts.ZERO);

  public Amounts plus(Amounts other) {
    return new Amounts(money.plus(other.money), counts.plus(other.counts));
  }

  public Amounts minus(Amounts other) {
    return new Amounts(money.minus(other.money), counts.minus(other.counts));
  }

  /** Money in 分. */
  public long of(Quantity quantity) {
    return switch (quantity) {
      case MONEY -> money.fen();
      case CLIPS -> counts.clips();
      case SECONDS -> counts.seconds();
      case IMAGES -> counts.images();
    };
  }
}
