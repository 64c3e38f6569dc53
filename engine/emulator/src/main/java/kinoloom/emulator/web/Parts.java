package kinoloom.emulator.web;

import java.time.InstantSource;
import kinoloom.emulator.money.Ledger;
import kinoloom.emulator.store.FileStore;
import kinoloom.emulator.task.Pace;
import kinoloom.emulator.task.Tasks;
import kinoloom.emulator.task.Timer;

/** The machinery behind the wire. */
public record Parts(
    Pace pace,
    FileStore files,
    Ledger ledger,
    Tasks tasks,
    Keys keys,
    Timer timer,
    InstantSource clock) {}
