package kinoloom.emulator.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kinoloom.emulator.store.JsonLog;

/**
 * The chats of all accounts, one a line; an account's latest {@link #MOST} are listed:
 *
 * <pre>
 * {"id":"chatcmpl-0b6f…","time":"2026-11-22T09:30:12Z","model":"qwen3-max","free":false,
 *  "answer":"…","usage":{…},"input":{"prompt":"…","transno":"k-1"},"account":"demo"}
 * </pre>
 *
 * Thread-safe: every field is guarded by this object's lock.
 */
public final class ChatLog implements AutoCloseable {
  private static final int MOST = 2000;

  private final Map<String, Deque<Talk>> newestFirst = new HashMap<>();
  private final JsonLog log;

  public ChatLog(Path file) throws IOException {
    this.log = JsonLog.open(file, line -> keep(line.path("account").asText(), Talk.read(line)));
  }

  /** Adds a chat; it is on disk when this returns. */
  public synchronized void add(String account, Talk talk) throws IOException {
    ObjectNode line = talk.write();
    log.append(line.put("account", account));
    keep(account, talk);
  }

  public synchronized List<Talk> newestFirst(String account) {
    return List.copyOf(newestFirst.getOrDefault(account, new ArrayDeque<>()));
  }

  @Override
  public synchronized void close() throws IOException {
    log.close();
  }

  private synchronized void keep(String account, Talk talk) {
    Deque<Talk> talks = newestFirst.computeIfAbsent(account, name -> new ArrayDeque<>());
    talks.addFirst(talk);
    if (talks.size() > MOST) {
      talks.removeLast();
    }
  }
}
