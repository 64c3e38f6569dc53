package kinoloom.repl.show;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import kinoloom.Take;
import kinoloom.platform.Money;
import kinoloom.repl.console.Columns;

/** The takes of a step as a table. */
public final class TakesView {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private TakesView() {}

  public static String text(List<Take> takes) {
    Columns table = new Columns("TAKE", "STATE", "PICKED", "YUAN", "MADE", "FILE").right(3);
    for (Take take : takes) {
      table.row(
          String.valueOf(take.number()),
          take.state(),
          take.picked() ? "yes" : "",
          take.cost().equals(Money.ZERO) ? "" : take.cost().toString(),
          take.made() == null ? "" : TIME.format(take.made()),
          content(take));
    }
    return table.toString();
  }

  private static String content(Take take) {
    if (take.content().value() == null) return "";
    return take.content().files().isEmpty()
        ? JsonText.of(take.content().value())
        : String.join(", ", take.content().files().stream().map(String::valueOf).toList());
  }
}
