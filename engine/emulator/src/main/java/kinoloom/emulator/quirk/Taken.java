package kinoloom.emulator.quirk;

import java.time.Instant;

/** An order that was taken. */
public record Taken(String model, boolean picture, Instant accepted) {}
