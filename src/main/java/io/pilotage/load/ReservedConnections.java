package io.pilotage.load;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * A few connections of the database beside the pool, which only what goes first may use: a rollback
 * waits for nobody's long query.
 */
@Component
class ReservedConnections implements DestructionAwareBeanPostProcessor, Ordered {

  private static final int RESERVED = 4;

  private final Map<Object, HikariDataSource> reserved = new ConcurrentHashMap<>();

  /** Before whoever wraps a database, because only the pool itself is known here. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (!(bean instanceof HikariDataSource pool)) return bean;
    var few = new HikariDataSource();
    pool.copyStateTo(few);
    few.setPoolName("reserved");
    few.setMaximumPoolSize(RESERVED);
    few.setMinimumIdle(1);
    reserved.put(pool, few);
    return new TwoPools(pool, few);
  }

  @Override
  public boolean requiresDestruction(Object bean) {
    return reserved.containsKey(bean);
  }

  @Override
  public void postProcessBeforeDestruction(Object bean, String name) {
    var few = reserved.remove(bean);
    if (few != null) few.close();
  }

  private static final class TwoPools extends DelegatingDataSource {

    private final HikariDataSource few;

    private TwoPools(HikariDataSource pool, HikariDataSource few) {
      super(pool);
      this.few = few;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return Lanes.goesFirst() ? few.getConnection() : super.getConnection();
    }
  }
}
