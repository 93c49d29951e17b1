package io.pilotage.bench;

import io.pilotage.monitoring.Monitoring;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts what one thread asks of the database and of monitoring. */
final class Counter implements BeanPostProcessor {

  final AtomicLong statements = new AtomicLong();
  final AtomicLong questions = new AtomicLong();
  private volatile Thread watched;

  /** Counts what the calling thread does in here. */
  void during(Runnable work) {
    statements.set(0);
    questions.set(0);
    watched = Thread.currentThread();
    work.run();
    watched = null;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof DataSource database) return counted(database);
    if (bean instanceof Monitoring monitoring)
      return counted(Monitoring.class, monitoring, "", questions);
    return bean;
  }

  private DataSource counted(DataSource database) {
    return new DelegatingDataSource(database) {
      @Override
      public Connection getConnection() throws SQLException {
        return counted(Connection.class, super.getConnection(), "prepareStatement", statements);
      }
    };
  }

  private <T> T counted(Class<T> type, T asked, String method, AtomicLong count) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
          if (Thread.currentThread() == watched && called.getName().startsWith(method))
            count.incrementAndGet();
          try {
            return called.invoke(asked, arguments);
          } catch (InvocationTargetException told) {
            throw told.getCause();
          }
        }));
  }
}
