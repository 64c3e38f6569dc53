package kinoloom.emulator.quirk;

/**
 * What an emulator was asked since it was started.
 *
 * @param requests those to the platform's endpoints; the web console's are not counted
 * @param wrong those of them that chaos had something go wrong with
 */
public record Traffic(long requests, long wrong) {}
