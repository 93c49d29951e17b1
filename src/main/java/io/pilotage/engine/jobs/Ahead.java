package io.pilotage.engine.jobs;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a step has asked before its transaction began, kept in its thread until it is taken. */
public final class Ahead {

  private static final ThreadLocal<Map<Class<?>, Object>> ANSWERS =
      ThreadLocal.withInitial(HashMap::new);

  private Ahead() {}

  public static void keep(Object answer) {
    ANSWERS.get().put(answer.getClass(), answer);
  }

  /** Once: what is asked again has to be asked anew. */
  public static <T> Optional<T> take(Class<T> type) {
    return Optional.ofNullable(type.cast(ANSWERS.get().remove(type)));
  }

  static void forget() {
    ANSWERS.remove();
  }
}
