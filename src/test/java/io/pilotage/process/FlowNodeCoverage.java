package io.pilotage.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which process test classes have run in this JVM, so that the coverage of the diagrams is judged only after all of them. */
final class FlowNodeCoverage {

  private static final Set<Class<?>> RUN = ConcurrentHashMap.newKeySet();

  private FlowNodeCoverage() {}

  static void note(Class<?> test) {
    RUN.add(test);
  }

  static Set<Class<?>> run() {
    return Set.copyOf(RUN);
  }
}
