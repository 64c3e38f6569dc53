package kinoloom.emulator.web;

import io.undertow.util.HttpString;
import java.io.IOException;

/**
 * What stands at a path.
 *
 * @param open whether it answers without a key
 */
record Endpoint(HttpString method, boolean open, Action action) {

  /** Answers a call, on a thread that may block. */
  interface Action {
    void serve(Call call) throws IOException, WireError, InterruptedException;
  }
}
