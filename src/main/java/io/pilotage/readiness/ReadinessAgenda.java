package io.pilotage.readiness;

import io.pilotage.gate.Effect;
import io.pilotage.sync.AgendaSource;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Puts what is missing for going live on the agenda of the weekly sync, and the drills since the
 * last one.
 */
@Component
@Order(5)
class ReadinessAgenda implements AgendaSource {

  private final GoLive goLive;
  private final Rehearsals rehearsals;

  ReadinessAgenda(GoLive goLive, Rehearsals rehearsals) {
    this.goLive = goLive;
    this.rehearsals = rehearsals;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    var open = goLive.of(initiative).stream()
        .filter(check -> check.effect() != Effect.PASS)
        .map(check -> check.item().title() + ": " + check.fact());
    var drills = rehearsals.latest(initiative).stream()
        .filter(drill -> drill.at().isAfter(since))
        .map(drill -> "Rollback drill: " + drill.fact());
    return Stream.concat(open, drills).toList();
  }
}
