package kinoloom.platform;

/**
 * Why the platform did not do something, classed by what the body says and not by the status alone.
 */
public record Refusal(Reason reason, String message) {

  public enum Reason {
    /** 401, 403: the key is wrong, expired or not allowed. */
    KEY_REFUSED,
    /** No money: 429 {@code Insufficient balance} on this platform. The run pauses. */
    NO_MONEY,
    /** The request itself is wrong. The same again would fail again. */
    BAD_REQUEST,
    /**
     * No such model in the category the request named, or so it seems. Nothing was made of it; it
     * may be sent again under another name of the category.
     */
    NO_SUCH_MODEL,
    /** Refused for its content. */
    MODERATED,
    /** Too many requests or tasks at once. The same again later is fine. */
    THROTTLED,
    /** The service is busy or broken. For a paid request this says nothing about acceptance. */
    BUSY,
    /** The platform does not know the task any more. */
    EXPIRED,
    /** The work itself failed on the platform's side. */
    FAILED
  }
}
