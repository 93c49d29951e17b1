package io.pilotage.readiness;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.experiment.Concepts;
import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/**
 * Health: it fits what is downstream, ran like production as a pilot, and its serving and way back
 * were proven.
 */
@Component
class InfrastructureProductionReady implements StandingRule {

  private final Charters charters;
  private final Concepts concepts;
  private final Readiness readiness;
  private final Rehearsals rehearsals;

  InfrastructureProductionReady(
      Charters charters, Concepts concepts, Readiness readiness, Rehearsals rehearsals) {
    this.charters = charters;
    this.concepts = concepts;
    this.readiness = readiness;
    this.rehearsals = rehearsals;
  }

  @Override
  public Kind kind() {
    return Kind.HEALTH;
  }

  @Override
  public Phase askedFrom() {
    return Phase.PRODUCTIONIZE;
  }

  @Override
  public String name() {
    return "Health: infrastructure production-ready";
  }

  @Override
  public Finding check(String initiative) {
    var misfit = charters
        .of(initiative)
        .map(Charter::integration)
        .filter(integration -> !integration.fits());
    if (misfit.isPresent())
      return Finding.warn("The interface “" + misfit.get().api()
          + "” is not reachable or does not fit " + misfit.get().consumer() + ".");
    var gaps = concepts.infrastructure(initiative).filter(found -> !found.gaps().isEmpty());
    if (gaps.isPresent())
      return Finding.warn(
          "The pilot was not like production: " + String.join("; ", gaps.get().gaps()) + ".");
    if (readiness.find(initiative, ServingProof.class).isEmpty())
      return Finding.block("No load test proves the serving.");
    return rehearsals
        .latest(initiative)
        .filter(Rehearsal::succeeded)
        .map(drill -> Finding.pass(
            "Load-tested; rolled back in a drill within " + drill.tookMillis() + " ms."))
        .orElseGet(() -> Finding.block("No rollback drill succeeded."));
  }
}
