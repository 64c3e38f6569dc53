/** The {@code kino} program. Start from {@link kinoloom.repl.Main}. */
package kinoloom.repl;
