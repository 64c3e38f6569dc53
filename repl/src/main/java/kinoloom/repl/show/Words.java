package kinoloom.repl.show;

import java.util.Locale;

/** Constants as words. */
final class Words {
  private Words() {}

  /** {@code not offered} for {@code NOT_OFFERED}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
