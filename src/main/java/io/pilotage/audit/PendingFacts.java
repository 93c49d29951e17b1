package io.pilotage.audit;

import java.util.ArrayList;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The facts of one transaction, kept until just before its commit. */
final class PendingFacts implements TransactionSynchronization {

  private final Ledger ledger;
  private final List<Fact> facts = new ArrayList<>();
  private boolean written;

  private PendingFacts(Ledger ledger) {
    this.ledger = ledger;
  }

  static PendingFacts of(Ledger ledger) {
    var bound = (PendingFacts) TransactionSynchronizationManager.getResource(ledger);
    if (bound != null) return bound;
    var pending = new PendingFacts(ledger);
    TransactionSynchronizationManager.bindResource(ledger, pending);
    TransactionSynchronizationManager.registerSynchronization(pending);
    return pending;
  }

  /**
   * A fact that comes while the transaction is already being committed is written at once: the head
   * is ours by then.
   */
  void add(Fact fact) {
    if (written) ledger.write(List.of(fact));
    else facts.add(fact);
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    written = true;
    ledger.write(facts);
  }

  @Override
  public void suspend() {
    TransactionSynchronizationManager.unbindResource(ledger);
  }

  @Override
  public void resume() {
    TransactionSynchronizationManager.bindResource(ledger, this);
  }

  @Override
  public void afterCompletion(int status) {
    TransactionSynchronizationManager.unbindResourceIfPossible(ledger);
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
