package io.pilotage.dataset;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/**
 * R30: what the profile warns about is told to the signers; data without a time column cannot be
 * called fresh.
 */
@Component
class DataClean implements GateRule {

  private final Audits audits;

  DataClean(Audits audits) {
    this.audits = audits;
  }

  @Override
  public Phase phase() {
    return Phase.DATA;
  }

  @Override
  public String name() {
    return "Data clean and fresh";
  }

  @Override
  public Finding check(String initiative) {
    return audits
        .of(initiative)
        .filter(DataAudit::isProfiled)
        .map(audit -> judge(audit.profile()))
        .orElseGet(() -> Finding.block("No profile says how clean the data is."));
  }

  private static Finding judge(Profile profile) {
    if (!profile.warnings().isEmpty())
      return Finding.warn(String.join(" ", profile.warnings().stream().limit(5).toList())
          + (profile.warnings().size() > 5
              ? " And " + (profile.warnings().size() - 5) + " more."
              : ""));
    if (profile.freshness() == null || profile.freshness().newest() == null)
      return Finding.warn("Nobody can tell how fresh the data is: no time column was named.");
    return Finding.pass("Nothing conspicuous in " + Figures.count(profile.rows())
        + " rows; the newest is of " + Figures.day(profile.freshness().newest()) + ".");
  }
}
