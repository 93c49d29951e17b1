package io.pilotage.audit;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The audit of everything that was decided or done. An entry belongs to the transaction of its
 * fact: both are there or neither is. The head of the chain is locked as the very last thing before
 * the commit, so writers wait for each other for moments only.
 */
@Service
public class Ledger {

  private static final int PAGE = 1_000;

  private final LedgerTable table;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Ledger(LedgerTable table, PlatformTransactionManager transactions, Clock clock) {
    this.table = table;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /**
   * Records a fact: {@code action} in kebab case and past tense ({@code route-changed}),
   * {@code subject} what it was done to. Initiative, subject and details may be missing.
   */
  public void record(
      String initiative, String actor, String action, String subject, Map<String, ?> details) {
    // Both databases keep microseconds; the hash must cover exactly what comes back from them.
    var fact = new Fact(
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        initiative,
        actor == null ? "system" : actor,
        action,
        subject,
        Chain.json(details));
    if (TransactionSynchronizationManager.isActualTransactionActive()
        && TransactionSynchronizationManager.isSynchronizationActive()) {
      PendingFacts.of(this).add(fact);
    } else {
      transaction.executeWithoutResult(status -> write(List.of(fact)));
    }
  }

  /** Names and values in turn; what has no value is left out. */
  public static Map<String, Object> details(Object... pairs) {
    var details = new HashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2)
      if (pairs[i + 1] != null) details.put((String) pairs[i], pairs[i + 1]);
    return details;
  }

  /** The newest entries about an initiative, newest first. */
  public List<Entry> of(String initiative, int limit) {
    return table.newestOf(initiative, limit);
  }

  /** The newest entries of all, newest first. */
  public List<Entry> latest(int limit) {
    return table.newest(limit);
  }

  /**
   * Reads the whole ledger and answers the first entry that is missing, changed or put in; nothing
   * when all is as written.
   */
  public Optional<Broken> verify() {
    var head = table.head();
    var number = 0L;
    var hash = Chain.BEGINNING;
    for (var page = table.after(0, PAGE); !page.isEmpty(); page = table.after(number, PAGE)) {
      for (var entry : page) {
        var broken = broken(entry, number + 1, hash);
        if (broken.isPresent()) return broken;
        number = entry.number();
        hash = entry.hash();
      }
    }
    // Entries that came in while we read are newer than the head we saw; fewer than it knew means
    // some were cut off.
    if (number < head.number()) return Optional.of(new Broken(number + 1, "The entry is missing."));
    return Optional.empty();
  }

  void write(List<Fact> facts) {
    var head = table.lockHead();
    var previous = head.hash();
    var number = head.number();
    Entry newest = null;
    for (var fact : facts) {
      newest = Chain.seal(++number, previous, fact);
      table.add(newest);
      previous = newest.hash();
    }
    if (newest != null) table.moveHead(newest);
  }

  private static Optional<Broken> broken(Entry entry, long expectedNumber, String expectedHash) {
    if (entry.number() != expectedNumber)
      return Optional.of(new Broken(expectedNumber, "The entry is missing."));
    if (!entry.previousHash().equals(expectedHash))
      return Optional.of(
          new Broken(entry.number(), "The entry does not follow the one before it."));
    if (!Chain.sealed(entry))
      return Optional.of(new Broken(entry.number(), "The entry was changed after it was written."));
    return Optional.empty();
  }
}
