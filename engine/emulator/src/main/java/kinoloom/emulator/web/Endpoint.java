package kinoloom.emulator.web;

import io.undertow.util.HttpString;
import java.io.IOException;
import kinoloom.emulator.quirk.Ask;

/**
 * What stands at a path.
 *
 * @param kind what it is for; files are served without a key
 */
record Endpoint(HttpString method, Ask.Kind kind, Action action) {

  /** Answers a call, on a thread that may block. */
  interface Action {
    void serve(Call call) throws IOException, WireError, InterruptedException;
  }

  boolean open() {
    return kind == Ask.Kind.FILE;
  }
}
