package kinoloom.emulator.web;

import java.time.InstantSource;
import kinoloom.emulator.account.Keys;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.store.FileStore;
import kinoloom.emulator.task.Pace;
import kinoloom.emulator.task.Tasks;
import kinoloom.emulator.task.Timer;

/** The machinery behind the wire. */
public record Parts(
    Pace pace,
    FileStore files,
    Books books,
    Tasks tasks,
    Keys keys,
    Timer timer,
    InstantSource clock) {}
