/** What the emulator keeps: append-only JSON lines, files under opaque keys, one owner a folder. */
package kinoloom.emulator.store;
