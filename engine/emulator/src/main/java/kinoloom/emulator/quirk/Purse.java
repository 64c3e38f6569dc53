package kinoloom.emulator.quirk;

/**
 * The money of who asks, in 分.
 *
 * @param owned what is held for running tasks included
 * @param price what is asked for now costs; 0 when that is not known before
 * @param dearest the model's dearest charge so far
 * @param missing what running tasks would hold more if each held its model's dearest charge
 */
public record Purse(long owned, long free, long price, long dearest, long missing) {}
