/**
 * Doing it: the loop, submitting, polling, fetching, limits. Start from {@link
 * kinoloom.run.Runner}.
 */
package kinoloom.run;
