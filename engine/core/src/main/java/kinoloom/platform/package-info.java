/**
 * The remote service in our words: port, models, tasks, refusals. Start from {@link
 * kinoloom.platform.Platform}.
 */
package kinoloom.platform;
