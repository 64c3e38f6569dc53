package kinoloom.emulator.web;

import io.undertow.server.HttpServerExchange;
import kinoloom.emulator.quirk.Ask;

/**
 * One request being answered.
 *
 * @param form what was sent
 * @param account who asks; empty where no key is needed
 */
record Call(HttpServerExchange exchange, Form form, String account) {

  /** Which request it is. */
  Ask ask() {
    return exchange.getAttachment(Replies.ASK);
  }
}
