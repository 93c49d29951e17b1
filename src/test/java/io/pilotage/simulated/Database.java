package io.pilotage.simulated;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The product's own tables in an empty H2, made by the product's own migrations. */
public final class Database implements Storage, AutoCloseable {

  private static final List<String> TABLES = List.of(
      "incident",
      "retraining_cause",
      "retraining",
      "rollout_queue",
      "alert",
      "sample_check",
      "current_verdict",
      "judgement",
      "way_back",
      "rollout_stage",
      "rollout",
      "route_change",
      "route",
      "model_version");

  private final JdbcConnectionPool pool = JdbcConnectionPool.create(
      "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;QUERY_CACHE_SIZE=200", "sa", "");
  private final Watched jdbc = new Watched();
  private final PlatformTransactionManager transactions = new DataSourceTransactionManager(pool);
  private Runnable beforeWrite = () -> {};

  public Database() {
    Flyway.configure().dataSource(pool).load().migrate();
  }

  public JdbcClient client() {
    return JdbcClient.create(jdbc);
  }

  public JdbcTemplate template() {
    return jdbc;
  }

  @Override
  public PlatformTransactionManager transactions() {
    return transactions;
  }

  @Override
  public boolean untouched() {
    return !TransactionSynchronizationManager.isSynchronizationActive()
        || TransactionSynchronizationManager.getSynchronizations().stream()
            .noneMatch(Written.class::isInstance);
  }

  @Override
  public void hold() {
    if (TransactionSynchronizationManager.isSynchronizationActive() && untouched())
      TransactionSynchronizationManager.registerSynchronization(new Written());
  }

  @Override
  public void beforeWrite(Runnable hook) {
    beforeWrite = hook;
  }

  @Override
  public void clear() {
    var hook = beforeWrite;
    beforeWrite = () -> {};
    TABLES.forEach(table -> jdbc.update("delete from " + table));
    beforeWrite = hook;
  }

  @Override
  public void close() {
    jdbc.execute("shutdown");
    pool.dispose();
  }

  /** Marks the transaction that wrote or locked. */
  private static final class Written implements TransactionSynchronization {}

  private final class Watched extends JdbcTemplate {

    private Watched() {
      super(pool);
    }

    @Override
    protected int update(PreparedStatementCreator statement, PreparedStatementSetter setter)
        throws DataAccessException {
      return written(super.update(statement, setter));
    }

    @Override
    public int update(PreparedStatementCreator statement, KeyHolder keys)
        throws DataAccessException {
      return written(super.update(statement, keys));
    }

    @Override
    public int[] batchUpdate(String sql, List<Object[]> rows) throws DataAccessException {
      var changed = super.batchUpdate(sql, rows);
      written(IntStream.of(changed).sum());
      return changed;
    }

    @Override
    public int[] batchUpdate(
        PreparedStatementCreator statement, BatchPreparedStatementSetter setter, KeyHolder keys)
        throws DataAccessException {
      var changed = super.batchUpdate(statement, setter, keys);
      written(IntStream.of(changed).sum());
      return changed;
    }

    /** A node that dies after a write has written nothing either, as long as it did not commit. */
    private int written(int rows) {
      if (rows == 0) return rows;
      beforeWrite.run();
      hold();
      return rows;
    }
  }
}
