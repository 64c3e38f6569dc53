/**
 * For testing scripts and programs without a platform, without waiting and without paying. Start
 * from {@link kinoloom.testing.Pipeline}. Nothing here needs a test framework.
 */
package kinoloom.testing;
