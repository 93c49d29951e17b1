package io.pilotage;

import io.pilotage.monitoring.Monitoring;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * Notes what one thread asks of the database and of monitoring while a test wants to know. Other
 * threads, timers among them, do not count.
 */
@Component
@Profile("test")
public class CountedQueries implements BeanPostProcessor {

  private static final ThreadLocal<List<String>> ASKED = new ThreadLocal<>();
  private static final Set<String> STATEMENTS =
      Set.of("prepareStatement", "createStatement", "prepareCall");
  private static final Set<String> QUESTIONS =
      Set.of("read", "tallies", "slower", "count", "groups", "pairs");

  /** The statements prepared and the questions put to monitoring, a batch once. */
  public static List<String> during(Runnable work) {
    var asked = new ArrayList<String>();
    ASKED.set(asked);
    try {
      work.run();
    } finally {
      ASKED.remove();
    }
    return asked;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof DataSource source) return new Counting(source);
    if (bean instanceof Monitoring monitoring)
      return counted(Monitoring.class, monitoring, QUESTIONS);
    return bean;
  }

  private static final class Counting extends DelegatingDataSource {

    private Counting(DataSource source) {
      super(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
      return counted(Connection.class, super.getConnection(), STATEMENTS);
    }
  }

  private static <T> T counted(Class<T> type, T target, Set<String> methods) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
          if (ASKED.get() != null && methods.contains(method.getName()))
            ASKED.get().add(method.getName() + " " + (arguments == null ? "" : arguments[0]));
          try {
            return method.invoke(target, arguments);
          } catch (InvocationTargetException failed) {
            throw failed.getCause();
          }
        }));
  }
}
