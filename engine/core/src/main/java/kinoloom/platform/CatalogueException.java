package kinoloom.platform;

/** A file with models in it is broken. The message says which file, which model and what. */
public final class CatalogueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CatalogueException(String message, Throwable cause) {
    super(message, cause);
  }
}
