package io.pilotage.rollout;

import java.time.Instant;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The calendar of freezes. */
@ConfigurationProperties("pilotage.rollout")
record FreezeProperties(@DefaultValue List<Window> freezes) {

  /** The freeze of the calendar that holds now and ends last. */
  java.util.Optional<Freeze> at(Instant now) {
    return freezes.stream()
        .filter(window -> !window.from().isAfter(now) && window.until().isAfter(now))
        .max(java.util.Comparator.comparing(Window::until))
        .map(window -> new Freeze(window.name(), Freeze.CALENDAR, window.from(), window.until()));
  }

  /** One freeze that was planned. */
  record Window(String name, Instant from, Instant until) {

    Window {
      if (name == null || name.isBlank())
        throw new IllegalArgumentException(
            "A freeze in pilotage.rollout.freezes has no name. Say what it is for.");
      if (from == null || until == null || !from.isBefore(until))
        throw new IllegalArgumentException(
            "Freeze “" + name
                + "” in pilotage.rollout.freezes needs “from” before “until”, both like 2026-12-20T00:00:00Z.");
    }
  }
}
