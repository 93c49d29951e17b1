package io.pilotage.broken;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GatePage;
import io.pilotage.gate.Rule;
import io.pilotage.initiative.Phase;
import java.util.List;

/**
 * A page that nobody can read: names beside the wrong questions, in no order, and one forgotten.
 */
public class CrossedGate implements GatePage {

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        rule("Second asked", this::secondAsked),
        rule("First asked", this::firstAsked),
        rule("Third asked", this::firstAsked));
  }

  Finding firstAsked(String initiative) {
    return Finding.pass(initiative);
  }

  Finding secondAsked(String initiative) {
    return Finding.pass(initiative);
  }

  Finding neverAsked(String initiative) {
    return Finding.pass(initiative);
  }
}
