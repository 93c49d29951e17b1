package io.pilotage.broken;

import org.springframework.context.ApplicationEventPublisher;

/** Tells what nobody listens to, and something that nobody can say what it is. */
public class Shouter {

  private final ApplicationEventPublisher events;

  Shouter(ApplicationEventPublisher events) {
    this.events = events;
  }

  void shout() {
    events.publishEvent(new Shouted("help"));
  }

  void mumble(Object anything) {
    events.publishEvent(anything);
  }

  /** Nobody hears it. */
  public record Shouted(String what) {}
}
