/** The platform's odd ways and its bad days: each can be turned on alone. */
package kinoloom.emulator.quirk;
