package io.pilotage.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;

/**
 * The name under which tables and the ledger know a kind of record. The class may be renamed at
 * will; this name changes only together with a migration of what is stored.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface StoredAs {

  String value();

  /** Reads the names. */
  final class Name {

    private Name() {}

    public static String of(Class<?> kind) {
      return Objects.requireNonNull(
              kind.getAnnotation(StoredAs.class),
              () -> kind + " is to be stored and has no name for it. Give it one with @StoredAs.")
          .value();
    }
  }
}
