package io.pilotage.readiness;

import io.pilotage.engine.Refusal;
import io.pilotage.value.LinkProbe;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the runbook of an initiative; a link that may be tried must answer first. */
@Service
public class Runbooks {

  private final Readiness readiness;
  private final LinkProbe probe;

  Runbooks(Readiness readiness, LinkProbe probe) {
    this.readiness = readiness;
    this.probe = probe;
  }

  @Transactional
  public void write(String initiative, Runbook runbook) {
    if (probe.mayTry(runbook.runbookAddress()))
      probe.problem(runbook.runbookAddress()).ifPresent(problem -> {
        throw new Refusal(
            "runbookAddress",
            "The runbook at " + runbook.runbookAddress() + " " + problem
                + ". Mend the link, or give a path.");
      });
    readiness.keep(initiative, runbook);
  }
}
