package kinoloom.platform;

/**
 * What a record of the account says a task was made for.
 *
 * @param model in the platform's spelling; empty if not told
 * @param transno our number for the request; empty if not told
 */
public record TaskRecord(String model, String transno) {}
