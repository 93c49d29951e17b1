package io.pilotage.dataset;

import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** A model on data nobody looked at, or that nobody looks at any more after go-live. */
@Component
class DataQualityIgnored implements StandingRule {

  private final Audits audits;
  private final Preparations preparations;

  DataQualityIgnored(Audits audits, Preparations preparations) {
    this.audits = audits;
    this.preparations = preparations;
  }

  @Override
  public Kind kind() {
    return Kind.MISTAKE;
  }

  @Override
  public Phase askedFrom() {
    return Phase.DATA;
  }

  @Override
  public String name() {
    return "Mistake: data quality ignored";
  }

  @Override
  public Finding check(String initiative) {
    var audit = audits.of(initiative).filter(DataAudit::isProfiled);
    if (audit.isEmpty()) return Finding.block("No data of this initiative was ever profiled.");
    if (!audit.get().isAccepted())
      return Finding.block("The newest profile was not accepted by anybody.");
    var watched = preparations
        .owner(initiative)
        .map(owner -> "watched: " + owner.qualityWatch().replaceAll("\\.+$", ""));
    if (watched.isEmpty())
      return Finding.block("Nobody watches the quality of the data after go-live.");
    var warnings = audit.get().profile().warnings().size();
    var fact = Figures.count(audit.get().profile().rows()) + " rows accepted by "
        + audit.get().reviewedBy() + "; " + watched.get() + ".";
    if (warnings == 0) return Finding.pass(fact);
    return Finding.warn(
        fact + " The profile warned " + warnings + (warnings == 1 ? " time." : " times."));
  }
}
