package kinoloom.run;

import java.io.IOException;

/**
 * No copy of a picture can be made, and the picture is the reason: trying again would end the same.
 * Any other exception is taken for trouble of this machine, which may pass.
 */
public final class UnfitPictureException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong, without the picture's name
   */
  public UnfitPictureException(String message) {
    super(message);
  }
}
