package io.pilotage.simulated;

import org.springframework.transaction.PlatformTransactionManager;

/**
 * Where a simulation keeps its tables: in memory for speed, or in a database to prove that memory
 * behaves like one.
 */
public interface Storage {

  PlatformTransactionManager transactions();

  /**
   * True while the transaction under way has written and locked nothing, so that another one may
   * come in between without waiting for it.
   */
  boolean untouched();

  /** Called when the transaction under way locks a row: from then on others wait for it. */
  void hold();

  /** Called before every write; throwing there is the death of the node in the middle of a step. */
  void beforeWrite(Runnable hook);

  /** Forgets every row. */
  void clear();
}
