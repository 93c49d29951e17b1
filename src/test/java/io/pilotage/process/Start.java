package io.pilotage.process;

import io.pilotage.TestClock;
import io.pilotage.engine.ProcessVariable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;

/** A process about to start: who starts it, about which initiative, with what. */
public final class Start {

  private final ProcessEngine engine;
  private final TestClock clock;
  private final String process;
  private final String started;
  private final Consumer<Walk> onStart;
  private final Consumer<String> measuring;
  private final Map<String, Object> variables = new HashMap<>();

  Start(
      ProcessEngine engine,
      TestClock clock,
      String process,
      String started,
      Consumer<Walk> onStart,
      Consumer<String> measuring) {
    this.engine = engine;
    this.clock = clock;
    this.process = process;
    this.started = started;
    this.onStart = onStart;
    this.measuring = measuring;
  }

  public <T> Start with(ProcessVariable<T> variable, T value) {
    variables.put(variable.name(), variable.raw(value));
    return this;
  }

  /** Any variable at all, as a start form or a forger would send it. */
  public Start withRaw(String name, Object value) {
    variables.put(name, value);
    return this;
  }

  /**
   * Started by this person, who is in the group of the same name ({@code pm} in
   * {@code program-managers}).
   */
  public Start as(String person) {
    engine.getIdentityService().setAuthentication(person, List.of(Walk.groupOf(person)));
    return this;
  }

  /** Starts without a business key, as a start form in Tasklist may. */
  public Walk now() {
    return about(null);
  }

  public Walk about(String initiative) {
    return started(initiative).run();
  }

  /** Only the start is the person's own; what the product does afterwards it does by itself. */
  private Walk started(String initiative) {
    try {
      var root =
          engine.getRuntimeService().startProcessInstanceByKey(started, initiative, variables);
      var walk = new Walk(engine, clock, process, root.getProcessInstanceId(), measuring);
      onStart.accept(walk);
      return walk;
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }
}
