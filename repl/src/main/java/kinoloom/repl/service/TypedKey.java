package kinoloom.repl.service;

import java.util.Arrays;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;
import kinoloom.repl.console.HiddenInput;

/** A key that is typed when it is asked for. */
public final class TypedKey {
  private TypedKey() {}

  /**
   * @throws Complaint when nobody can be asked, or what was typed is no key
   */
  public static String ask(HiddenInput input) {
    char[] typed = input.ask("API key (not shown): ");
    if (typed == null) {
      throw new Complaint(
          Exit.KEY_REFUSED,
          "there is no terminal to ask for the key on (--ask-key)",
          "Set "
              + PlatformChoice.KEY
              + ", or "
              + PlatformChoice.KEY_FILE
              + " to a file that only you can read");
    }
    try {
      return KeyFile.checked(new String(typed), "what was typed");
    } finally {
      Arrays.fill(typed, ' ');
    }
  }
}
