package kinoloom.emulator.money;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kinoloom.emulator.money.LedgerEntry.Account;
import kinoloom.emulator.money.LedgerEntry.Kind;
import kinoloom.emulator.store.Json;

/**
 * The books of one account. Every entry is on disk before its effect is seen:
 *
 * <pre>
 * {"number":2,"time":"2026-11-22T09:30:12Z","kind":"reserve","from":"available","to":"reserved",
 *  "fen":450,"taskid":"5d1f…","model":"happyhorse-1.0-i2v","transno":"k-17","account":"demo"}
 * </pre>
 *
 * A reservation is settled once, by {@code charge} or {@link #release}; settling it again does
 * nothing; an order is credited once. Thread-safe: every field is guarded by this object's lock.
 */
public final class Ledger {

  /** Where entries go; returns when the line is on disk. */
  interface Paper {
    void write(ObjectNode line) throws IOException;
  }

  private final InstantSource clock;
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Map<Account, Long> balances = new EnumMap<>(Account.class);
  private final Map<String, LedgerEntry> open = new HashMap<>();
  private final Map<String, Long> charged = new HashMap<>();
  private final Set<String> credited = new HashSet<>();
  private final Paper paper;

  Ledger(InstantSource clock, Paper paper) {
    this.clock = clock;
    this.paper = paper;
  }

  /**
   * Credits an order that was paid, once however often it is told.
   *
   * @return whether this call did it; when it returns, it is on disk either way
   */
  public synchronized boolean recharge(long fen, String order) throws IOException {
    if (credited.contains(order)) {
      return false;
    }
    book(Kind.RECHARGE, fen, "", "", order);
    return true;
  }

  public synchronized boolean isCredited(String order) {
    return credited.contains(order);
  }

  /**
   * Holds money for a task, when what is free covers its price and is not nothing.
   *
   * @return whether it was held; false changes nothing
   */
  public synchronized boolean reserve(long fen, String taskid, String model, String transno)
      throws IOException {
    if (!hasMoney() || balance(Account.AVAILABLE) < fen) {
      return false;
    }
    book(Kind.RESERVE, fen, taskid, model, transno);
    return true;
  }

  /** Whether anything is free to spend. */
  public synchronized boolean hasMoney() {
    return balance(Account.AVAILABLE) > 0;
  }

  /** The task succeeded: what was held is earned. */
  public void charge(String taskid) throws IOException {
    settle(Kind.CHARGE, taskid);
  }

  /**
   * The task succeeded at another price than was held; no more is taken than there is.
   *
   * @param fen the price; what is held for it in place of the estimate is earned
   */
  public synchronized void charge(String taskid, long fen) throws IOException {
    LedgerEntry held = open.get(taskid);
    if (held == null) {
      return;
    }
    long due = Math.min(fen, held.amountFen() + balance(Account.AVAILABLE));
    if (due != held.amountFen()) {
      release(taskid);
      book(Kind.RESERVE, due, taskid, held.model(), held.transno());
    }
    charge(taskid);
  }

  /** The task failed: what was held is free again. */
  public void release(String taskid) throws IOException {
    settle(Kind.RELEASE, taskid);
  }

  /** Tasks whose reservation is not settled yet. */
  public synchronized Set<String> unsettled() {
    return Set.copyOf(open.keySet());
  }

  /** What the account owns, held money included: the balance the platform shows. */
  public synchronized long ownedFen() {
    return balance(Account.AVAILABLE) + balance(Account.RESERVED);
  }

  /** What is held for tasks that are running. */
  public synchronized long heldFen() {
    return balance(Account.RESERVED);
  }

  /** What was charged for a task, 0 while it was not. */
  public synchronized long chargedFen(String taskid) {
    return charged.getOrDefault(taskid, 0L);
  }

  public synchronized List<LedgerEntry> entries() {
    return List.copyOf(entries);
  }

  synchronized void replay(ObjectNode line) {
    apply(read(line));
  }

  private synchronized void settle(Kind kind, String taskid) throws IOException {
    LedgerEntry held = open.get(taskid);
    if (held != null) {
      book(kind, held.amountFen(), taskid, held.model(), held.transno());
    }
  }

  private void book(Kind kind, long fen, String taskid, String model, String transno)
      throws IOException {
    LedgerEntry entry =
        new LedgerEntry(entries.size() + 1L, clock.instant(), kind, fen, taskid, model, transno);
    paper.write(write(entry));
    apply(entry);
  }

  private void apply(LedgerEntry entry) {
    entries.add(entry);
    balances.merge(entry.kind().from(), -entry.amountFen(), Long::sum);
    balances.merge(entry.kind().to(), entry.amountFen(), Long::sum);
    switch (entry.kind()) {
      case RESERVE -> open.put(entry.taskid(), entry);
      case CHARGE -> {
        open.remove(entry.taskid());
        charged.put(entry.taskid(), entry.amountFen());
      }
      case RELEASE -> open.remove(entry.taskid());
      case RECHARGE -> credited.add(entry.transno());
    }
  }

  private long balance(Account account) {
    return balances.getOrDefault(account, 0L);
  }

  private static ObjectNode write(LedgerEntry entry) {
    return Json.object()
        .put("number", entry.number())
        .put("time", entry.time().toString())
        .put("kind", lower(entry.kind()))
        .put("from", lower(entry.kind().from()))
        .put("to", lower(entry.kind().to()))
        .put("fen", entry.amountFen())
        .put("taskid", entry.taskid())
        .put("model", entry.model())
        .put("transno", entry.transno());
  }

  private static LedgerEntry read(ObjectNode line) {
    return new LedgerEntry(
        line.path("number").asLong(),
        Instant.parse(line.path("time").asText()),
        Kind.valueOf(line.path("kind").asText().toUpperCase(Locale.ROOT)),
        line.path("fen").asLong(),
        line.path("taskid").asText(),
        line.path("model").asText(),
        line.path("transno").asText());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
