/**
 * What has happened: append-only events, one readable file a run. Start from {@link
 * kinoloom.journal.Journal}.
 */
package kinoloom.journal;
