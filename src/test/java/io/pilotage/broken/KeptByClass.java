package io.pilotage.broken;

import java.util.function.Function;

/** Keeps things under the names of their classes: renaming one would lose what is stored. */
public class KeptByClass {

  String table(Record kept) {
    return kept.getClass().getSimpleName();
  }

  Function<Class<?>, String> key() {
    return Class::getName;
  }
}
