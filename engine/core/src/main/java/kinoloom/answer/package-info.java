/**
 * What a chat said becomes a value of the shape asked for. Start from {@link
 * kinoloom.answer.Reading}.
 */
package kinoloom.answer;
