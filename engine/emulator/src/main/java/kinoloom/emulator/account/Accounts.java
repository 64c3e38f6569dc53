package kinoloom.emulator.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.store.Json;
import kinoloom.emulator.store.JsonLog;

/**
 * Who has which phone, in {@code phones.log}:
 *
 * <pre>
 * {"account":"u5d1f0c2a9b3e4f61","phone":"13912345678","time":"2026-11-22T09:30:12Z"}
 * </pre>
 *
 * The demo account's phone is a setting and not in the file. Thread-safe.
 */
public final class Accounts implements AutoCloseable {
  private final Phone demo;
  private final InstantSource clock;
  private final Map<Phone, String> byPhone = new HashMap<>();
  private final Map<String, Phone> phones = new HashMap<>();
  private final JsonLog log;

  public Accounts(Path file, Phone demo, InstantSource clock) throws IOException {
    this.demo = demo;
    this.clock = clock;
    this.log = JsonLog.open(file, this::replay);
    put(Books.DEMO, demo);
  }

  /** The account of a phone; a new phone gets a new one, on disk when this returns. */
  public synchronized String admit(Phone phone) throws IOException {
    String known = byPhone.get(phone);
    if (known != null) {
      return known;
    }
    String account = "u" + Secrets.token(8);
    log.append(
        Json.object()
            .put("account", account)
            .put("phone", phone.digits())
            .put("time", clock.instant().toString()));
    put(account, phone);
    return account;
  }

  public synchronized Phone phoneOf(String account) {
    return phones.get(account);
  }

  /** The phone that logs in to the demo account. */
  public Phone demo() {
    return demo;
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private void replay(ObjectNode line) {
    put(line.path("account").asText(), new Phone(line.path("phone").asText()));
  }

  private void put(String account, Phone phone) {
    byPhone.put(phone, account);
    phones.put(account, phone);
  }
}
