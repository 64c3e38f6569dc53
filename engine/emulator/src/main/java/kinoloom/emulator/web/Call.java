package kinoloom.emulator.web;

import io.undertow.server.HttpServerExchange;

/**
 * One request being answered.
 *
 * @param form what was sent
 */
record Call(HttpServerExchange exchange, Form form) {}
