package io.pilotage.rollout;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import io.pilotage.verdict.Verdict;
import org.springframework.stereotype.Component;

/** The numbers of the stage are healthy over its whole soak. */
@Component
class HealthyStage implements GateRule {

  private final RolloutTable table;
  private final JudgementTable judgements;

  HealthyStage(RolloutTable table, JudgementTable judgements) {
    this.table = table;
    this.judgements = judgements;
  }

  @Override
  public Phase phase() {
    return Phase.ROLLOUT;
  }

  @Override
  public String name() {
    return "Stage healthy";
  }

  @Override
  public boolean moves() {
    return true;
  }

  @Override
  public Finding check(String initiative) {
    // Reads the tables, because the stages themselves depend on the gate that asks this rule.
    var stage = table
        .newest(initiative)
        .flatMap(rollout -> table.stages(rollout.id()).stream().findFirst())
        .filter(StageRun::open);
    if (stage.isEmpty()) return Finding.block("No stage is under way.");
    var verdict = table.newest(initiative).flatMap(rollout -> judgements.newest(rollout.model()));
    if (verdict.isEmpty())
      return Finding.block("Stage " + stage.get().stage().label() + " has not been judged.");
    var fact =
        "Stage " + stage.get().stage().label() + " (" + stage.get().stage().percent() + " %) is "
            + verdict.get().stage() + ": " + verdict.get().why();
    return verdict.get().stage() == Verdict.HEALTHY ? Finding.pass(fact) : Finding.block(fact);
  }
}
