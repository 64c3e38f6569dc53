package kinoloom.platform;

/**
 * What came back for a paid request, before anything is made of it.
 *
 * @param complete false when the connection ended before the body did
 */
public record Answer(int status, String contentType, String body, boolean complete) {}
