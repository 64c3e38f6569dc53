package kinoloom.emulator.account;

import java.util.Optional;
import java.util.regex.Pattern;

/** A mobile number of mainland China, as its eleven digits. */
public record Phone(String digits) {
  private static final Pattern MOBILE = Pattern.compile("(?:\\+86)?(1[3-9][0-9]{9})");

  /** Reads what a person wrote; blanks, hyphens and +86 do not matter. */
  public static Optional<Phone> read(String written) {
    var mobile = MOBILE.matcher(written.replaceAll("[ -]", ""));
    return mobile.matches() ? Optional.of(new Phone(mobile.group(1))) : Optional.empty();
  }

  /** With the middle hidden, as 138****8000. */
  public String masked() {
    return digits.substring(0, 3) + "****" + digits.substring(7);
  }
}
