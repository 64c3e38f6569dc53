package kinoloom.emulator.console;

import java.io.IOException;
import kinoloom.emulator.pay.Recharge;
import kinoloom.emulator.pay.Wiring;

/** The way to the cashier and back. */
final class Cashier {
  private Cashier() {}

  /** The cashier's page for an order, with the signed request in its query. */
  static String path(Desk desk, Recharge order, Visit visit) throws IOException {
    String returnUrl = visit.origin() + "/finance/return";
    return GatewayPages.PATH
        + "?"
        + Wiring.encoded(desk.till().request(order, returnUrl, desk.gateway().notifyUrl()));
  }

  static String returnPath(Recharge order) {
    return "/finance/return?out_trade_no=" + order.number();
  }
}
