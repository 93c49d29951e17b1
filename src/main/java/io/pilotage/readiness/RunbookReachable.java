package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import io.pilotage.value.LinkProbe;
import org.springframework.stereotype.Component;

/** The runbook exists and, where it is a link that may be tried, answers now. */
@Component
class RunbookReachable implements GoLiveRule {

  private final Readiness readiness;
  private final LinkProbe probe;

  RunbookReachable(Readiness readiness, LinkProbe probe) {
    this.readiness = readiness;
    this.probe = probe;
  }

  @Override
  public GoLiveItem item() {
    return GoLiveItem.OPERATIONS_TRAINED;
  }

  @Override
  public String name() {
    return "Runbook reachable";
  }

  @Override
  public boolean moves() {
    return true;
  }

  @Override
  public Finding check(String initiative) {
    return readiness
        .find(initiative, Runbook.class)
        .map(this::judge)
        .orElse(Finding.block("There is no runbook."));
  }

  private Finding judge(Answered<Runbook> written) {
    var address = written.answer().runbookAddress();
    if (!probe.mayTry(address))
      return Finding.pass("Runbook at " + address + ", attested by " + written.by() + "; on call: "
          + written.answer().onCall() + ".");
    return probe
        .problem(address)
        .map(problem -> Finding.block("The runbook at " + address + " " + problem + "."))
        .orElse(Finding.pass(
            "Runbook at " + address + " answers; on call: " + written.answer().onCall() + "."));
  }
}
