/**
 * A stand-in for a language model: start from {@code Composer}. Same seed and question, same
 * answer.
 */
package kinoloom.emulator.chat;
