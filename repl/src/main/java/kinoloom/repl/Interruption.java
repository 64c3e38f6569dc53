package kinoloom.repl;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import kinoloom.repl.console.Exit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, SIGTERM and a closed terminal: the first asks for an orderly end, the second ends the
 * process at once. So does the first while there is nothing to end in order.
 *
 * <p>This uses {@code sun.misc.Signal}, and not a shutdown hook, since the JVM does not hear a
 * second signal once its hooks have begun.
 */
final class Interruption {
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private final IntConsumer halt;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicReference<Runnable> orderly = new AtomicReference<>();

  /**
   * @param halt ends the process at once, with an exit code
   */
  Interruption(IntConsumer halt) {
    this.halt = halt;
  }

  /** Listens to the signals of this process. A signal the process was told to ignore stays so. */
  Interruption listen() {
    SignalHandler handler = signal -> signalled();
    for (String name : SIGNALS) {
      try {
        Signal.handle(new Signal(name), handler);
      } catch (IllegalArgumentException e) {
        // The system does not know this signal, or the JVM was started with -Xrs.
      }
    }
    return this;
  }

  /** From now on the first signal runs this, on a thread of its own. */
  void first(Runnable end) {
    orderly.set(end);
  }

  /** A signal has come. */
  void signalled() {
    Runnable end = orderly.get();
    if (count.incrementAndGet() > 1 || end == null) {
      endNow();
    } else {
      end.run();
    }
  }

  void endNow() {
    halt.accept(Exit.INTERRUPTED);
  }
}
