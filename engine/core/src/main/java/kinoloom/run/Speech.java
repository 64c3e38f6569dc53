package kinoloom.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kinoloom.graph.StepId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What chats say, on its way to whoever listens. Pieces that come in while the runner is busy are
 * joined, so that a chat with much to say and a listener that is slow hold up nobody's journal.
 */
final class Speech {
  private static final Logger LOG = LoggerFactory.getLogger(Speech.class);

  private final Consumer<ChatText> listener;
  private final Runnable wake;

  /** Guarded by this. */
  private final List<Said> waiting = new ArrayList<>();

  private boolean complained;

  private record Said(ChatText first, StringBuilder text) {
    boolean continues(ChatText piece) {
      return first.step().equals(piece.step())
          && first.attempt() == piece.attempt()
          && first.reasoning() == piece.reasoning();
    }

    ChatText whole() {
      return new ChatText(
          first.run(), first.step(), first.attempt(), text.toString(), first.reasoning());
    }
  }

  /**
   * @param wake called when something waits to be told that did not before; on any thread
   */
  Speech(Consumer<ChatText> listener, Runnable wake) {
    this.listener = listener;
    this.wake = wake;
  }

  /** Any thread may call it; it does not block. */
  void said(ChatText piece) {
    synchronized (this) {
      Said last = last(piece.step());
      if (last != null && last.continues(piece)) {
        last.text().append(piece.text());
        return;
      }
      waiting.add(new Said(piece, new StringBuilder(piece.text())));
      if (waiting.size() > 1) return;
    }
    wake.run();
  }

  private Said last(StepId step) {
    for (int i = waiting.size() - 1; i >= 0; i--) {
      if (waiting.get(i).first().step().equals(step)) return waiting.get(i);
    }
    return null;
  }

  /** Tells what waits. On the runner's thread. */
  void tell() {
    List<Said> now;
    synchronized (this) {
      now = List.copyOf(waiting);
      waiting.clear();
    }
    now.forEach(it -> tell(it.whole()));
  }

  private void tell(ChatText piece) {
    try {
      listener.accept(piece);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      if (!complained) LOG.warn("A listener failed on what {} says", piece.step(), e);
      complained = true;
    }
  }
}
