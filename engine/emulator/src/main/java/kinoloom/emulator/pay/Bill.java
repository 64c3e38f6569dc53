package kinoloom.emulator.pay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import kinoloom.emulator.store.Json;

/**
 * A request for payment as Alipay reads it.
 *
 * @param amount in yuan, with two decimals
 * @param until when it is too late to pay
 */
public record Bill(
    String number,
    String amount,
    String subject,
    Instant until,
    String returnUrl,
    String notifyUrl) {
  private static final Duration PAYABLE = Duration.ofMinutes(30);

  static Optional<Bill> read(Map<String, String> params) {
    try {
      JsonNode trade = Json.MAPPER.readTree(params.getOrDefault("biz_content", ""));
      LocalDateTime time = LocalDateTime.parse(params.getOrDefault("timestamp", ""), Till.TIME);
      return Optional.of(
          new Bill(
              trade.path("out_trade_no").asText(),
              trade.path("total_amount").asText(),
              trade.path("subject").asText(),
              time.toInstant(Till.BEIJING).plus(PAYABLE),
              params.getOrDefault("return_url", ""),
              params.getOrDefault("notify_url", "")));
    } catch (JsonProcessingException | DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
