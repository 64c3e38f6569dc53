/**
 * What the engine tells, as text or JSON; no effects. Start from {@link
 * kinoloom.repl.show.PlainProgress}.
 */
package kinoloom.repl.show;
