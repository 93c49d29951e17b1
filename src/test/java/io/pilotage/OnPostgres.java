package io.pilotage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the tests of a class once more on a real PostgreSQL: extend the class and put this on it.
 * The server is started once a JVM, on a free loopback port, and ends with it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextConfiguration(initializers = OnPostgres.Server.class)
public @interface OnPostgres {

  /** Points the application at the server. */
  class Server implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static EmbeddedPostgres postgres;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestPropertyValues.of(
          "spring.datasource.url=" + running().getJdbcUrl("postgres", "postgres"),
          "spring.datasource.username=postgres",
          // The server may end before the application does; the last steps of closing must not wait for it.
          "spring.datasource.hikari.connection-timeout=5000",
          "pilotage.home=target/pilotage-test-postgres").applyTo(context);
    }

    private static synchronized EmbeddedPostgres running() {
      try {
        if (postgres == null) postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "60").start();
        return postgres;
      } catch (IOException cannotStart) {
        throw new UncheckedIOException(cannotStart);
      }
    }
  }
}
