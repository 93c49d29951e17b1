package io.pilotage;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the tests of a class once more on a real PostgreSQL: extend the class and put this on it.
 * The server is started once a JVM, on a free loopback port, and ends with it. What is asked of it
 * is noted; see {@link PostgresCoverage}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextConfiguration(initializers = OnPostgres.Server.class)
@ExtendWith(PostgresCoverage.class)
public @interface OnPostgres {

  /** Points the application at the server. */
  class Server implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres postgres;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestPropertyValues.of(
              "spring.datasource.url=" + running().getJdbcUrl("postgres", "postgres"),
              "spring.datasource.username=postgres",
              // The server may end before the application does; the last steps of closing must not
              // wait for it.
              "spring.datasource.hikari.connection-timeout=5000",
              "pilotage.home=target/pilotage-test-postgres-${fork:1}")
          .applyTo(context);
      context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
        @Override
        public Object postProcessBeforeInitialization(Object bean, String name) {
          if (bean instanceof HikariDataSource pool) connect(pool, "postgres");
          return bean;
        }
      });
    }

    /** Gives a pool an empty database of its own, for tests that need no application. */
    public static void connectToEmptyDatabase(HikariDataSource pool) {
      var name = "empty_" + DATABASES.incrementAndGet();
      try (var connection = running().getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException refused) {
        throw new IllegalStateException(refused);
      }
      connect(pool, name);
    }

    private static void connect(HikariDataSource pool, String database) {
      pool.setDataSource(PostgresCoverage.noting(running().getDatabase("postgres", database)));
    }

    private static synchronized EmbeddedPostgres running() {
      try {
        if (postgres == null)
          postgres = EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "60")
              // It ends with the tests: nothing has to outlive a power cut.
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              .start();
        return postgres;
      } catch (IOException cannotStart) {
        throw new UncheckedIOException(cannotStart);
      }
    }
  }
}
