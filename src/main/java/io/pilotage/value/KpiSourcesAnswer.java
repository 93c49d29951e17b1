package io.pilotage.value;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Tells signers which sources of the contract were tried, and which are taken on somebody's word
 * until the go-live gate asks again.
 */
@Component
class KpiSourcesAnswer implements GateRule {

  private final Kpis kpis;
  private final KpiSources sources;

  KpiSourcesAnswer(Kpis kpis, KpiSources sources) {
    this.kpis = kpis;
    this.sources = sources;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "KPI sources answer";
  }

  @Override
  public boolean moves() {
    return true;
  }

  @Override
  public Finding check(String initiative) {
    return kpis.of(initiative)
        .map(contract -> judge(contract.kpis()))
        .orElse(Finding.block("No KPI contract names a source."));
  }

  private Finding judge(List<Kpi> agreed) {
    var silent = agreed.stream()
        .flatMap(kpi -> sources
            .problem(kpi)
            .map(problem -> kpi.metric() + " from " + kpi.source() + " " + problem)
            .stream())
        .toList();
    if (!silent.isEmpty()) return Finding.warn("Tried now: " + String.join("; ", silent) + ".");
    var tried = agreed.stream().filter(sources::mayTry).count();
    var word = agreed.stream()
        .filter(kpi -> !sources.mayTry(kpi))
        .map(kpi -> kpi.metric() + " (" + kpi.source() + ", " + kpi.owner() + ")")
        .collect(Collectors.joining("; "));
    return Finding.pass(tried + " of " + agreed.size() + " sources were tried and answer"
        + (word.isEmpty() ? "." : "; on their owner's word: " + word + "."));
  }
}
