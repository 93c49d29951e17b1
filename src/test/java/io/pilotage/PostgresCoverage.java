package io.pilotage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Which methods of the {@code …Table} classes have sent a statement to PostgreSQL, noted after each
 * test class for {@link PostgresCoverageIT}.
 */
final class PostgresCoverage implements AfterAllCallback {

  static final Notes NOTES = new Notes("postgres");

  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");
  private static final Set<String> ASKED = ConcurrentHashMap.newKeySet();

  @Override
  public void afterAll(ExtensionContext test) {
    NOTES.write(test.getRequiredTestClass(), ASKED);
  }

  /** The name under which a method counts; what a lambda does, the method around it does. */
  static String named(String type, String method) {
    var inside = LAMBDA.matcher(method);
    return type + "." + (inside.matches() ? inside.group(1) : method);
  }

  /** Notes who prepares a statement, by the stack of the caller. */
  static DataSource noting(DataSource database) {
    return new DelegatingDataSource(database) {
      @Override
      public Connection getConnection() throws SQLException {
        return noting(super.getConnection());
      }

      @Override
      public Connection getConnection(String user, String password) throws SQLException {
        return noting(super.getConnection(user, password));
      }
    };
  }

  private static Connection noting(Connection connection) {
    return (Connection) Proxy.newProxyInstance(
        PostgresCoverage.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("prepareStatement")) note();
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException told) {
            throw told.getCause();
          }
        });
  }

  private static void note() {
    // What the engine asks through MyBatis is the engine's own, however far down the stack a table
    // of ours may be.
    StackWalker.getInstance()
        .walk(frames -> frames
            .takeWhile(frame -> !frame.getClassName().startsWith("org.apache.ibatis."))
            .filter(frame -> frame.getClassName().startsWith("io.pilotage.")
                && frame.getClassName().endsWith("Table"))
            .map(frame -> named(frame.getClassName(), frame.getMethodName()))
            .toList())
        .forEach(ASKED::add);
  }
}
