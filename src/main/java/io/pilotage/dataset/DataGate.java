package io.pilotage.dataset;

import io.pilotage.dataset.Preparation.BiasVerdict;
import io.pilotage.dataset.Preparation.LabelState;
import io.pilotage.gate.Finding;
import io.pilotage.gate.GatePage;
import io.pilotage.gate.Rule;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.RiskTier;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What has to be true of the data before anybody builds on it, and what stays true of it for life.
 */
@Component
@Order(4)
class DataGate implements GatePage {

  private final Audits audits;
  private final Preparations preparations;
  private final Initiatives initiatives;
  private final DatasetProperties properties;

  DataGate(
      Audits audits,
      Preparations preparations,
      Initiatives initiatives,
      DatasetProperties properties) {
    this.audits = audits;
    this.preparations = preparations;
    this.initiatives = initiatives;
    this.properties = properties;
  }

  @Override
  public Phase phase() {
    return Phase.DATA;
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        rule("Data audited on the data itself", this::dataAuditedOnTheDataItself),
        rule("Data clean and fresh", this::dataCleanAndFresh),
        rule("Labels exist or are planned", this::labelsExistOrArePlanned),
        rule("Pipeline reproducible", this::pipelineReproducible),
        rule("Holdout set apart", this::holdoutSetApart),
        rule("Bias reviewed", this::biasReviewed),
        rule("Data owner named", this::dataOwnerNamed),
        mistake("data quality ignored", this::dataQualityIgnored),
        mistake("fairness ignored", this::fairnessIgnored));
  }

  /** R30: somebody looked at the profile of the real data and accepted it. */
  Finding dataAuditedOnTheDataItself(String initiative) {
    var newest = audits.of(initiative);
    if (newest.isEmpty()) return Finding.block("No data has been audited.");
    var audit = newest.get();
    if (!audit.isProfiled())
      return Finding.block("The data could not be profiled: "
          + (audit.problem() == null ? "nobody has tried yet" : audit.problem()));
    var size = Figures.count(audit.profile().rows()) + " rows and "
        + audit.profile().columns().size() + " columns";
    return audit.isAccepted()
        ? Finding.pass(size + " profiled, accepted by " + audit.review().reviewedBy() + ".")
        : Finding.block(size + " profiled, but not accepted.");
  }

  /**
   * R30: what the profile warns about is told to the signers; data without a time column cannot be
   * called fresh.
   */
  Finding dataCleanAndFresh(String initiative) {
    var found = profile(initiative);
    if (found.isEmpty()) return Finding.block("No profile says how clean the data is.");
    var profile = found.get();
    var warnings = profile.warnings();
    if (!warnings.isEmpty())
      return Finding.warn(String.join(" ", warnings.stream().limit(5).toList())
          + (warnings.size() > 5 ? " And " + (warnings.size() - 5) + " more." : ""));
    if (profile.freshness() == null || profile.freshness().newest() == null)
      return Finding.warn("Nobody can tell how fresh the data is: no time column was named.");
    return Finding.pass("Nothing conspicuous in " + Figures.count(profile.rows())
        + " rows; the newest is of " + Figures.day(profile.freshness().newest()) + ".");
  }

  /** R31: ground truth is in the data, or somebody makes it by a day. */
  Finding labelsExistOrArePlanned(String initiative) {
    var said = preparations.labels(initiative);
    if (said.isEmpty()) return Finding.block("Nobody has said where the labels come from.");
    var labels = said.get();
    if (labels.state() == LabelState.PLANNED) {
      var plan = labels.owner() + " makes the labels by " + labels.due();
      return labels.due().isBefore(preparations.today())
          ? Finding.block(plan + ", which is over.")
          : Finding.warn(plan + ": until then there is no ground truth.");
    }
    return profile(initiative)
        .map(Profile::balance)
        .filter(balance -> balance.labelled() > 0)
        .map(balance -> Finding.pass(Figures.count(balance.labelled()) + " rows carry a label in “"
            + balance.column() + "”."))
        .orElseGet(
            () -> Finding.block(
                "Labels are said to exist, but the audit saw none: name the label column and audit again."));
  }

  /** R32: two runs of the pipeline gave the same content. */
  Finding pipelineReproducible(String initiative) {
    return preparations
        .pipeline(initiative)
        .map(pipeline -> pipeline.reproducible()
            ? Finding.pass("Two runs gave the same content, digest "
                + pipeline.firstDigest().substring(0, 12) + ".")
            : Finding.block("Two runs gave different content: " + pipeline.firstRun() + " and "
                + pipeline.secondRun() + " differ."))
        .orElseGet(() -> Finding.block("The pipeline is not described."));
  }

  /**
   * R33: a holdout exists and, checked on the data, shares no row with what the model learns from.
   */
  Finding holdoutSetApart(String initiative) {
    var reserved = preparations.holdout(initiative);
    if (reserved.isEmpty()) return Finding.block("No holdout is set apart.");
    var holdout = reserved.get();
    if (!profile(initiative).map(Profile::digest).equals(Optional.of(holdout.trainingDigest())))
      return Finding.block(
          "The holdout was compared with other training data than the one audited last.");
    var overlap = holdout.overlap();
    var size = Figures.count(overlap.holdoutRows()) + " rows set apart";
    if (overlap.shared() == 0) {
      var fact = size + ", none of them in the training data." + overlap.howCompared();
      return overlap.remark() == null ? Finding.pass(fact) : Finding.warn(fact);
    }
    var fact = size + ", " + Figures.count(overlap.shared())
        + " of them also in the training data (" + Figures.percent(overlap.share()) + ")."
        + overlap.howCompared();
    return overlap.share() <= properties.toleratedOverlap()
        ? Finding.warn(fact)
        : Finding.block(fact);
  }

  /** R34: every reviewer read the comparison of groups and finds the risks acceptable. */
  Finding biasReviewed(String initiative) {
    var waitedFor = preparations.reviewersOf(initiative);
    var reviews = preparations.biasReviews(initiative);
    if (reviews.size() < waitedFor.size())
      return Finding.block(
          "Reviewed by " + reviews.size() + " of " + String.join(", ", waitedFor) + ".");
    var refused = reviews.stream()
        .filter(review -> review.verdict() != BiasVerdict.ACCEPTABLE)
        .findFirst();
    if (refused.isPresent())
      return Finding.block(
          "Not acceptable to " + refused.get().reviewer() + ": " + refused.get().comment());
    return profile(initiative)
        .map(DataGate::groupsTreatedAlike)
        .orElseGet(() -> Finding.block("No profile compares the groups."));
  }

  private static Finding groupsTreatedAlike(Profile profile) {
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

  /** R35: somebody answers for the data, after go-live too. */
  Finding dataOwnerNamed(String initiative) {
    return preparations
        .owner(initiative)
        .map(owner ->
            Finding.pass(owner.name() + " owns the data; after go-live: " + owner.qualityWatch()))
        .orElseGet(() -> Finding.block("Nobody owns the data."));
  }

  /** R82: a model on data nobody looked at, or that nobody looks at any more after go-live. */
  Finding dataQualityIgnored(String initiative) {
    var found = audits.of(initiative).filter(DataAudit::isProfiled);
    if (found.isEmpty()) return Finding.block("No data of this initiative was ever profiled.");
    var audit = found.get();
    if (!audit.isAccepted())
      return Finding.block("The newest profile was not accepted by anybody.");
    var owner = preparations.owner(initiative);
    if (owner.isEmpty())
      return Finding.block("Nobody watches the quality of the data after go-live.");
    var fact = Figures.count(audit.profile().rows()) + " rows accepted by "
        + audit.review().reviewedBy() + "; watched: "
        + owner.get().qualityWatch().replaceAll("\\.+$", "") + ".";
    var warnings = audit.profile().warnings().size();
    if (warnings == 0) return Finding.pass(fact);
    return Finding.warn(
        fact + " The profile warned " + warnings + (warnings == 1 ? " time." : " times."));
  }

  /** R82: a model nobody checked for whom it treats worse. */
  Finding fairnessIgnored(String initiative) {
    if (preparations.bias(initiative).isEmpty())
      return Finding.block("Nobody stated who could be treated unfairly.");
    var reviewers = preparations.reviewersOf(initiative);
    var reviews = preparations.biasReviews(initiative).size();
    if (reviews < reviewers.size())
      return Finding.block("The bias statement was reviewed by " + reviews + " of "
          + String.join(", ", reviewers) + ".");
    var compared = profile(initiative).filter(profile -> !profile.groups().isEmpty());
    if (compared.isPresent()) return mostUneven(compared.get());
    return initiatives.get(initiative).riskTier() == RiskTier.HIGH
        ? Finding.block("The risk is high, and no groups were compared on the data.")
        : Finding.warn("Reviewed, but no groups were compared on the data.");
  }

  private static Finding mostUneven(Profile profile) {
    var uneven = profile.mostUneven();
    if (uneven.isEmpty()) return Finding.warn("Groups were named, but too small to be compared.");
    var fact = "The lowest four-fifths ratio is " + Figures.ratio(uneven.get().fourFifths())
        + ", by " + uneven.get().column() + ".";
    return profile.groups().stream().allMatch(Profile.GroupAudit::passes)
        ? Finding.pass(fact)
        : Finding.warn(fact + " The reviewers accepted that.");
  }

  private Optional<Profile> profile(String initiative) {
    return audits.of(initiative).filter(DataAudit::isProfiled).map(DataAudit::profile);
  }
}
