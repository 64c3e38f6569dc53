package kinoloom.emulator.web;

import java.time.InstantSource;
import java.util.Optional;
import kinoloom.emulator.account.Keys;
import kinoloom.emulator.chat.ChatLog;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.store.FileStore;
import kinoloom.emulator.task.Pace;
import kinoloom.emulator.task.Tasks;
import kinoloom.emulator.task.Timer;
import kinoloom.emulator.upstream.UpstreamChat;

/**
 * The machinery behind the wire.
 *
 * @param upstream who answers chats instead of the emulator
 */
public record Parts(
    Pace pace,
    FileStore files,
    Books books,
    Tasks tasks,
    ChatLog chats,
    Keys keys,
    Timer timer,
    InstantSource clock,
    Optional<UpstreamChat> upstream) {}
