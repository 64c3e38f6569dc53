package kinoloom.emulator.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import kinoloom.emulator.store.Json;

/**
 * An order to recharge. Whether it was paid is for the ledger to say.
 *
 * @param number {@code out_trade_no} on the wire
 */
public record Recharge(String number, String account, long fen, Instant created) {

  ObjectNode write() {
    return Json.object()
        .put("out_trade_no", number)
        .put("account", account)
        .put("fen", fen)
        .put("time", created.toString());
  }

  static Recharge read(ObjectNode line) {
    return new Recharge(
        line.path("out_trade_no").asText(),
        line.path("account").asText(),
        line.path("fen").asLong(),
        Instant.parse(line.path("time").asText()));
  }
}
