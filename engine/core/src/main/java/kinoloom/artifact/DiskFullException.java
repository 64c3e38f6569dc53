package kinoloom.artifact;

import java.io.IOException;

/** There is no room on the disk for a file. */
public final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1L;

  public DiskFullException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
