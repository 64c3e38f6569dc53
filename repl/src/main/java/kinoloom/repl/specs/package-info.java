/**
 * Specifications of scripts, compiled and run in this process. Start from {@link
 * kinoloom.repl.specs.SpecFiles}.
 */
package kinoloom.repl.specs;
