/**
 * The platform's web console, and the account endpoints that go with it. Start from {@link
 * kinoloom.emulator.console.Console}. Pages are made on the server and need no script.
 */
package kinoloom.emulator.console;
