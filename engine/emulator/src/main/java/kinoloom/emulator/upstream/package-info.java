/** Chats answered by another server, one that speaks OpenAI's protocol. */
package kinoloom.emulator.upstream;
