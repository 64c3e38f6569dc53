package kinoloom.emulator.console;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import kinoloom.emulator.pay.Gateway;
import kinoloom.emulator.pay.Recharge;
import kinoloom.emulator.pay.Till;
import kinoloom.emulator.pay.Wiring;

/** The way to the cashier and back. */
final class Cashier {
  private Cashier() {}

  /** The cashier's page for an order, with the signed request in its query. */
  static String path(Till till, Recharge order, Visit visit) throws IOException {
    return GatewayPages.PATH
        + "?"
        + Wiring.encoded(
            till.request(order, visit.origin() + "/finance/return", notifyUrl(visit.exchange())));
  }

  static String returnPath(Recharge order) {
    return "/finance/return?out_trade_no=" + order.number();
  }

  private static String notifyUrl(HttpServerExchange exchange) {
    InetSocketAddress here = exchange.getConnection().getLocalAddress(InetSocketAddress.class);
    String host = here.getAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + literal + ":" + here.getPort() + Gateway.NOTIFY_PATH;
  }
}
