package kinoloom.emulator.quirk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kinoloom.emulator.quirk.Sight.Where;

/** What is accepted, found, kept and paid otherwise. */
final class Rules {
  private static final long MIN_BALANCE_FEN = 1000;

  static final Hook.Row LATE = sight -> sight.age().toSeconds() >= 30;

  static final Hook.Row LOST = sight -> sight.attempt() > 1;

  static final Hook.Row ONLY_IN_RECORDS = sight -> sight.where() != Where.POLL;

  static final Hook.Row PURGED =
      sight -> sight.where() == Where.HISTORY || sight.over().toSeconds() < 20;

  static final Hook.Gate MIN_BALANCE = purse -> purse.owned() > MIN_BALANCE_FEN;

  static final Hook.Gate UNPRICED = purse -> false;

  static final Hook.Gate DEAREST =
      purse -> purse.free() - purse.missing() >= Math.max(purse.price(), purse.dearest());

  static final Hook.Listed NO_MODELS = models -> List.of();

  static final Hook.Listed TWICE =
      models -> models.stream().flatMap(model -> Stream.of(model, model)).toList();

  static final Hook.Listed CREATED_FLOAT =
      models -> {
        models.forEach(
            model -> model.put("created", model.path("created").decimalValue().setScale(1)));
        return models;
      };

  static final Hook.Called BY_NAME = (asked, id) -> asked.equals(id.replace('-', ' '));

  static final Hook.Lost SINGLE_LOST = (sent, most) -> sent == 1 && most > 1;

  static final Hook.Link MINUTE = count -> Optional.of(60);

  static final Hook.Link FIRST_DEAD = count -> Optional.of(count == 1 ? 0 : 3600);

  private Rules() {}

  static Hook.Fate firstFails(String why) {
    return (attempt, ordinal) -> attempt == 1 ? Optional.of(why) : Optional.empty();
  }

  static Hook.Category without(String other) {
    return catelogid -> !catelogid.equals(other);
  }
}
