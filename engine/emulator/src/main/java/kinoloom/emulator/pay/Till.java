package kinoloom.emulator.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import kinoloom.emulator.account.Secrets;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.money.Yuan;
import kinoloom.emulator.store.Json;
import kinoloom.emulator.store.JsonLog;

/**
 * Our side of a recharge. Orders are in {@code orders.log}:
 *
 * <pre>
 * {"out_trade_no":"KL20261122…","account":"demo","fen":8888,"time":"2026-11-22T09:30:12Z"}
 * </pre>
 *
 * Only a notification that Alipay signed credits an order, and the ledger credits each order once;
 * the page the browser returns to credits nothing. Thread-safe.
 */
public final class Till implements AutoCloseable {
  static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
  private static final Pattern AMOUNT = Pattern.compile("(0|[1-9][0-9]{0,5})(\\.[0-9]{1,2})?");
  private static final long MOST_FEN = 100_000_00;
  private static final List<String> PAID = List.of("TRADE_SUCCESS", "TRADE_FINISHED");

  private final Merchant merchant;
  private final Books books;
  private final InstantSource clock;
  private final Map<String, Recharge> byNumber = Collections.synchronizedMap(new LinkedHashMap<>());
  private final JsonLog log;

  public Till(Path file, Merchant merchant, Books books, InstantSource clock) throws IOException {
    this.merchant = merchant;
    this.books = books;
    this.clock = clock;
    this.log = JsonLog.open(file, this::replay);
  }

  /** What a person wrote, in 分, when it is an amount from 0.01 to 100000 yuan. */
  public static OptionalLong amount(String written) {
    if (!AMOUNT.matcher(written).matches()) {
      return OptionalLong.empty();
    }
    long fen = Yuan.toFen(written);
    return fen >= 1 && fen <= MOST_FEN ? OptionalLong.of(fen) : OptionalLong.empty();
  }

  /** A new order, on disk when this returns. */
  public Recharge order(String account, long fen) throws IOException {
    String day = clock.instant().atOffset(BEIJING).format(DAY);
    Recharge order = new Recharge("KL" + day + Secrets.token(10), account, fen, clock.instant());
    log.append(order.write());
    byNumber.put(order.number(), order);
    return order;
  }

  public Optional<Recharge> find(String account, String number) {
    return Optional.ofNullable(byNumber.get(number)).filter(o -> o.account().equals(account));
  }

  /** An account's orders, newest first. */
  public List<Recharge> of(String account) {
    synchronized (byNumber) {
      List<Recharge> orders =
          new ArrayList<>(
              byNumber.values().stream().filter(o -> o.account().equals(account)).toList());
      Collections.reverse(orders);
      return orders;
    }
  }

  public boolean isPaid(Recharge order) {
    return books.of(order.account()).isCredited(order.number());
  }

  /**
   * The signed request that asks Alipay for a payment, as parameters of its gateway.
   *
   * @param returnUrl where the browser goes afterwards
   * @param notifyUrl where Alipay tells us
   */
  public Map<String, String> request(Recharge order, String returnUrl, String notifyUrl)
      throws IOException {
    ObjectNode trade =
        Json.object()
            .put("out_trade_no", order.number())
            .put("product_code", "FAST_INSTANT_TRADE_PAY")
            .put("total_amount", Yuan.ofFen(order.fen()).toPlainString())
            .put("subject", "元境平台充值")
            .put("timeout_express", "30m");
    Map<String, String> params = new TreeMap<>();
    params.put("app_id", merchant.appId());
    params.put("method", "alipay.trade.page.pay");
    params.put("format", "JSON");
    params.put("charset", "utf-8");
    params.put("sign_type", "RSA2");
    params.put("timestamp", clock.instant().atOffset(BEIJING).format(TIME));
    params.put("version", "1.0");
    params.put("return_url", returnUrl);
    params.put("notify_url", notifyUrl);
    params.put("biz_content", trade.toString());
    params.put("sign", Rsa2.signRequest(params, merchant.own().pair().getPrivate()));
    return params;
  }

  /**
   * Takes a notification.
   *
   * @return whether it told of a payment of ours that is now in the ledger, on disk
   */
  public boolean notified(Map<String, String> params) throws IOException {
    if (!Rsa2.verifiesNotification(params, merchant.alipays().pair().getPublic())) {
      return false;
    }
    Recharge order = byNumber.get(params.getOrDefault("out_trade_no", ""));
    if (order == null || !tellsOf(order, params)) {
      return false;
    }
    books.of(order.account()).recharge(order.fen(), order.number());
    return true;
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private boolean tellsOf(Recharge order, Map<String, String> params) {
    OptionalLong amount = amount(params.getOrDefault("total_amount", ""));
    return amount.isPresent()
        && amount.getAsLong() == order.fen()
        && merchant.appId().equals(params.get("app_id"))
        && merchant.sellerId().equals(params.get("seller_id"))
        && PAID.contains(params.getOrDefault("trade_status", ""));
  }

  private void replay(ObjectNode line) {
    Recharge order = Recharge.read(line);
    byNumber.put(order.number(), order);
  }
}
