package kinoloom.artifact;

import java.io.IOException;

/** A file that is not what it should be: cut short, empty, or of another kind. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedFileException(String message) {
    super(message);
  }
}
