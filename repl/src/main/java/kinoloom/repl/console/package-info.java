/**
 * Words to and from the person at the terminal. Start from {@link kinoloom.repl.console.Console}.
 */
package kinoloom.repl.console;
