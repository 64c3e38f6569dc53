package kinoloom.emulator.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kinoloom.emulator.account.Secrets;
import kinoloom.emulator.store.Json;
import kinoloom.emulator.store.JsonLog;
import kinoloom.emulator.task.Timer;

/**
 * Plays Alipay: takes what a merchant signed, lets the buyer pay, and notifies until the merchant
 * answers {@code success}. What was paid is in {@code alipay.log} before anyone is told:
 *
 * <pre>
 * {"event":"paid","out_trade_no":"KL2026…","notification":{"trade_no":"2026…","total_amount":"88.88", …}}
 * {"event":"told","out_trade_no":"KL2026…"}
 * </pre>
 *
 * It holds no money; the buyer is always rich. Thread-safe: the map is guarded by this object's
 * lock.
 */
public final class Gateway implements AutoCloseable {
  /** The path notifications go to, on our own server. */
  public static final String NOTIFY_PATH = "/unipay/alipay_notify.dspy";

  /** Alipay's own pauses between notifications. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(4),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(15));

  private static final Duration WAIT_FOR_FIRST = Duration.ofSeconds(10);

  private final Merchant merchant;
  private final InstantSource clock;
  private final Timer timer;
  private final Map<String, Map<String, String>> untold = new LinkedHashMap<>();
  private final Set<String> paid = new HashSet<>();
  private final ExecutorService postman =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "kinoloom-emulator-alipay");
            thread.setDaemon(true);
            return thread;
          });
  private final JsonLog log;
  private volatile URI server;

  public Gateway(Path file, Merchant merchant, InstantSource clock, Timer timer)
      throws IOException {
    this.merchant = merchant;
    this.clock = clock;
    this.timer = timer;
    this.log = JsonLog.open(file, this::replay);
  }

  /** From now on merchants can be reached there; what they were not told yet, they are told now. */
  public void open(URI server) {
    this.server = server;
    for (String number : pending()) {
      postman.execute(() -> notify(number, 0));
    }
  }

  /** Where merchants want to be told. */
  public String notifyUrl() {
    return server.resolve(NOTIFY_PATH).toString();
  }

  /** The bill of a request, when a merchant signed it and there is still time. */
  public Optional<Bill> bill(Map<String, String> params) throws IOException {
    boolean genuine =
        merchant.appId().equals(params.get("app_id"))
            && "alipay.trade.page.pay".equals(params.get("method"))
            && Rsa2.verifiesRequest(params, merchant.own().pair().getPublic());
    return genuine
        ? Bill.read(params).filter(bill -> clock.instant().isBefore(bill.until()))
        : Optional.empty();
  }

  /** The buyer pays: on disk when this returns, and usually told. Paying again changes nothing. */
  public void pay(Bill bill) throws IOException {
    synchronized (this) {
      if (!paid.contains(bill.number())) {
        Map<String, String> notification = notification(bill);
        log.append(paidLine(bill.number(), notification));
        paid.add(bill.number());
        untold.put(bill.number(), notification);
      }
    }
    if (pending().contains(bill.number())) {
      await(postman.submit(() -> notify(bill.number(), 0)));
    }
  }

  @Override
  public void close() throws IOException {
    postman.shutdownNow();
    try {
      postman.awaitTermination(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }

  private synchronized List<String> pending() {
    return List.copyOf(untold.keySet());
  }

  private void notify(String number, int attempt) {
    Map<String, String> params;
    synchronized (this) {
      params = untold.get(number);
    }
    if (params != null && !told(number, params) && attempt < PAUSES.size()) {
      timer.after(
          PAUSES.get(attempt),
          () -> {
            if (!postman.isShutdown()) {
              postman.execute(() -> notify(number, attempt + 1));
            }
          });
    }
  }

  private boolean told(String number, Map<String, String> params) {
    URI merchants = server;
    try {
      if (merchants == null || !Wiring.tell(merchants.resolve(NOTIFY_PATH), signed(params))) {
        return false;
      }
      synchronized (this) {
        log.append(Json.object().put("event", "told").put("out_trade_no", number));
        untold.remove(number);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Map<String, String> notification(Bill bill) {
    Instant now = clock.instant();
    String time = now.atOffset(Till.BEIJING).format(Till.TIME);
    Map<String, String> params = new TreeMap<>();
    params.put("notify_type", "trade_status_sync");
    params.put("notify_id", Secrets.token(17));
    params.put("app_id", merchant.appId());
    params.put("auth_app_id", merchant.appId());
    params.put("charset", "utf-8");
    params.put("version", "1.0");
    params.put("trade_no", time.substring(0, 10).replace("-", "") + "22001" + now.toEpochMilli());
    params.put("out_trade_no", bill.number());
    params.put("seller_id", merchant.sellerId());
    params.put("buyer_id", "2088000000000002");
    params.put("trade_status", "TRADE_SUCCESS");
    params.put("total_amount", bill.amount());
    params.put("receipt_amount", bill.amount());
    params.put("subject", bill.subject());
    params.put("gmt_create", time);
    params.put("gmt_payment", time);
    return params;
  }

  private Map<String, String> signed(Map<String, String> params) throws IOException {
    Map<String, String> signed = new TreeMap<>(params);
    signed.put("notify_time", clock.instant().atOffset(Till.BEIJING).format(Till.TIME));
    signed.put("sign_type", "RSA2");
    signed.put("sign", Rsa2.signNotification(signed, merchant.alipays().pair().getPrivate()));
    return signed;
  }

  private static ObjectNode paidLine(String number, Map<String, String> notification) {
    ObjectNode line = Json.object().put("event", "paid").put("out_trade_no", number);
    line.set("notification", Json.MAPPER.valueToTree(notification));
    return line;
  }

  private void replay(ObjectNode line) {
    String number = line.path("out_trade_no").asText();
    if ("told".equals(line.path("event").asText())) {
      untold.remove(number);
      return;
    }
    Map<String, String> params = new TreeMap<>();
    line.path("notification")
        .properties()
        .forEach(param -> params.put(param.getKey(), param.getValue().asText()));
    paid.add(number);
    untold.put(number, params);
  }

  private static void await(Future<?> first) {
    try {
      first.get(WAIT_FOR_FIRST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // It will be tried again; the page the browser returns to says that it is not there yet.
    }
  }
}
