package io.pilotage.dataset;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** R34: every reviewer read the comparison of groups and finds the risks acceptable. */
@Component
class BiasReviewed implements GateRule {

  private final Audits audits;
  private final Preparations preparations;

  BiasReviewed(Audits audits, Preparations preparations) {
    this.audits = audits;
    this.preparations = preparations;
  }

  @Override
  public Phase phase() {
    return Phase.DATA;
  }

  @Override
  public String name() {
    return "Bias reviewed";
  }

  @Override
  public Finding check(String initiative) {
    var waitedFor = preparations.reviewersOf(initiative);
    var reviews = preparations.biasReviews(initiative);
    if (reviews.size() < waitedFor.size())
      return Finding.block(
          "Reviewed by " + reviews.size() + " of " + String.join(", ", waitedFor) + ".");
    var refused = reviews.stream()
        .filter(review -> review.verdict() != Preparation.BiasVerdict.ACCEPTABLE)
        .toList();
    if (!refused.isEmpty())
      return Finding.block("Not acceptable to " + refused.get(0).reviewer() + ": "
          + refused.get(0).comment());
    return audits
        .of(initiative)
        .filter(DataAudit::isProfiled)
        .map(audit -> judge(audit.profile()))
        .orElseGet(() -> Finding.block("No profile compares the groups."));
  }

  private static Finding judge(Profile profile) {
    if (profile.groups().isEmpty())
      return Finding.warn("No group columns were named, so no groups were compared.");
    return profile.groups().stream()
        .filter(audit -> !audit.passes())
        .findFirst()
        .map(audit -> Finding.warn(
            audit.fourFifths() == null
                ? "The groups by " + audit.column()
                    + " could not be compared; the reviewers accept that."
                : "By " + audit.column() + " the four-fifths ratio is "
                    + Figures.ratio(audit.fourFifths())
                    + "; the reviewers accept that with a reason."))
        .orElseGet(() ->
            Finding.pass("Groups are treated alike: every four-fifths ratio is at least 0.8."));
  }
}
