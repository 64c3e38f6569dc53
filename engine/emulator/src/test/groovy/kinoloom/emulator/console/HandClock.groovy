package kinoloom.emulator.console

import java.time.Duration
import java.time.Instant
import java.time.InstantSource

/** A clock moved by hand. */
final class HandClock implements InstantSource {
    private volatile Instant now = Instant.parse('2026-11-22T04:00:00Z')

    void pass(Duration time) {
        now += time
    }

    @Override
    Instant instant() {
        now
    }
}
