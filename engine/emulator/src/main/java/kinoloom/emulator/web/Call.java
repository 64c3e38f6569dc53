package kinoloom.emulator.web;

import io.undertow.server.HttpServerExchange;

/**
 * One request being answered.
 *
 * @param form what was sent
 * @param account who asks; empty where no key is needed
 */
record Call(HttpServerExchange exchange, Form form, String account) {}
