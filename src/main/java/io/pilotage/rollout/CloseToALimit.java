package io.pilotage.rollout;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import io.pilotage.verdict.MetricVerdict;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Names the metrics that keep their limit only just, so that whoever signs signs for them too. */
@Component
class CloseToALimit implements GateRule {

  private final RolloutTable table;
  private final JudgementTable judgements;

  CloseToALimit(RolloutTable table, JudgementTable judgements) {
    this.table = table;
    this.judgements = judgements;
  }

  @Override
  public Phase phase() {
    return Phase.ROLLOUT;
  }

  @Override
  public String name() {
    return "Metrics well inside their limits";
  }

  @Override
  public boolean moves() {
    return true;
  }

  @Override
  public Finding check(String initiative) {
    var close =
        table.newest(initiative).flatMap(rollout -> judgements.newest(rollout.model())).stream()
            .flatMap(verdict -> verdict.metrics().stream())
            .filter(metric -> metric.verdict() == MetricVerdict.WARN)
            .map(metric -> metric.signal().label() + ": " + metric.why())
            .collect(Collectors.joining(" "));
    return close.isEmpty() ? Finding.pass("No metric is close to its limit.") : Finding.warn(close);
  }
}
