package io.pilotage.charter;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Reviewers who hear of it late find what stops it. */
@Component
class BriefingHeld implements GateRule {

  private final Charters charters;

  BriefingHeld(Charters charters) {
    this.charters = charters;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Reviewers briefed in week one";
  }

  @Override
  public Finding check(String initiative) {
    return charters
        .of(initiative)
        .map(Charter::briefing)
        .map(briefing -> judge(initiative, briefing))
        .orElseGet(() -> Finding.block("Security, legal and risk have not been briefed."));
  }

  private Finding judge(String initiative, Briefing briefing) {
    var due = LocalDate.ofInstant(charters.briefingDue(initiative), ZoneOffset.UTC);
    var fact = "Held on " + briefing.heldOn() + " with " + briefing.security() + ", "
        + briefing.legal() + " and " + briefing.risk() + ".";
    return briefing.heldOn().isAfter(due)
        ? Finding.warn(fact + " It was due by " + due + ".")
        : Finding.pass(fact);
  }
}
