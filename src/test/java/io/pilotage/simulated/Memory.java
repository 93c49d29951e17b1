package io.pilotage.simulated;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.SmartTransactionObject;

/**
 * Tables in memory with the transactions of a database that reads what is committed: what is rolled
 * back is undone write by write, and what another transaction committed in between stays.
 */
public final class Memory extends AbstractPlatformTransactionManager implements Storage {

  private final List<Table<?, ?>> tables = new ArrayList<>();
  private Running current;
  private Runnable beforeWrite = () -> {};

  public <K, V> Table<K, V> table() {
    var table = new Table<K, V>();
    tables.add(table);
    return table;
  }

  @Override
  public PlatformTransactionManager transactions() {
    return this;
  }

  @Override
  public boolean untouched() {
    return current == null || current.undo.isEmpty();
  }

  @Override
  public void hold() {
    if (current != null) current.undo.push(() -> {});
  }

  @Override
  public void beforeWrite(Runnable hook) {
    beforeWrite = hook;
  }

  @Override
  public void clear() {
    tables.forEach(table -> {
      table.rows.clear();
      table.newest = 0;
    });
    current = null;
  }

  /** Rows by their key, in the order they came. */
  public final class Table<K, V> {

    private final Map<K, V> rows = new LinkedHashMap<>();
    private long newest;

    public Optional<V> find(K key) {
      return Optional.ofNullable(rows.get(key));
    }

    public Collection<V> rows() {
      return rows.values();
    }

    /** A number no other row was ever given, also when the row is undone. */
    public long number() {
      return ++newest;
    }

    public void put(K key, V row) {
      beforeWrite.run();
      var before = rows.put(key, row);
      if (current == null) return;
      current.undo.push(() -> {
        if (before == null) rows.remove(key);
        else rows.put(key, before);
      });
    }
  }

  private static final class Running {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private boolean doomed;
  }

  private static final class Handle implements SmartTransactionObject {
    private Running running;

    private Handle(Running running) {
      this.running = running;
    }

    @Override
    public boolean isRollbackOnly() {
      return running.doomed;
    }

    @Override
    public void flush() {}
  }

  @Override
  protected Object doGetTransaction() {
    return new Handle(current);
  }

  @Override
  protected boolean isExistingTransaction(Object transaction) {
    return ((Handle) transaction).running != null;
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    current = new Running();
    ((Handle) transaction).running = current;
  }

  @Override
  protected Object doSuspend(Object transaction) {
    var suspended = current;
    current = null;
    ((Handle) transaction).running = null;
    return suspended;
  }

  @Override
  protected void doResume(Object transaction, Object suspended) {
    current = (Running) suspended;
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    running(status).undo.clear();
  }

  @Override
  protected void doRollback(DefaultTransactionStatus status) {
    running(status).undo.forEach(Runnable::run);
    running(status).undo.clear();
  }

  @Override
  protected void doSetRollbackOnly(DefaultTransactionStatus status) {
    running(status).doomed = true;
  }

  @Override
  protected void doCleanupAfterCompletion(Object transaction) {
    current = null;
  }

  private static Running running(DefaultTransactionStatus status) {
    return ((Handle) status.getTransaction()).running;
  }
}
