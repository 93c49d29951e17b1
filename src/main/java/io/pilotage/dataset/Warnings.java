package io.pilotage.dataset;

import io.pilotage.dataset.Profile.Giveaway;
import io.pilotage.dataset.Profile.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in sentences what a reviewer should not overlook. A warning stops nobody; the gate's rules
 * do.
 */
record Warnings(DatasetProperties properties, Instant now) {

  Profile added(Profile found, AuditRequest request) {
    var warnings = new ArrayList<>(found.warnings());
    giveaways(found.giveaways(), warnings);
    found.groups().forEach(audit -> groups(audit, warnings));
    for (var column : found.columns()) {
      if (column.kind() == Kind.EMPTY)
        warnings.add("Column “" + column.name() + "” holds nothing. Leave it out or find out why.");
      if (column.kind() == Kind.MIXED)
        warnings.add("Column “" + column.name() + "” mixes kinds: "
            + Figures.count(column.misfits()) + " values do not fit the others, such as “"
            + column.misfit() + "”. Make it one kind.");
      if (column.kind() != Kind.EMPTY
          && column.missing() > properties.missingWarning() * found.rows())
        warnings.add("Column “" + column.name() + "” lacks "
            + Figures.percent((double) column.missing() / found.rows()) + " of its values.");
      if (column.kind() != Kind.EMPTY && column.distinct() == 1 && found.rows() > 1)
        warnings.add("Column “" + column.name() + "” always holds the same value.");
    }
    if (found.duplicates() > 0)
      warnings.add(Figures.count(found.duplicates()) + " rows repeat another row exactly.");
    labels(found, request, warnings);
    freshness(found, warnings);
    return new Profile(
        found.rows(),
        found.columns(),
        found.duplicates(),
        found.digest(),
        found.balance(),
        found.freshness(),
        found.groups(),
        found.reading(),
        found.giveaways(),
        warnings);
  }

  private static void giveaways(List<Giveaway> giveaways, List<String> warnings) {
    giveaways.stream()
        .filter(Giveaway::much)
        .forEach(giveaway -> warnings.add(giveaway.sentence()));
    var single = giveaways.stream()
        .filter(giveaway -> !giveaway.much())
        .map(Giveaway::words)
        .toList();
    if (!single.isEmpty())
      warnings.add("Single values give the label away: "
          + String.join("; ", single.stream().limit(5).toList())
          + (single.size() > 5 ? "; and of " + (single.size() - 5) + " more columns" : "")
          + ". Ask whether they are known beforehand.");
  }

  private static void groups(Profile.GroupAudit audit, List<String> warnings) {
    if (audit.fourFifths() != null && !(audit.fourFifths() >= 0.8))
      warnings.add("By " + audit.column() + " the four-fifths ratio is "
          + Figures.ratio(audit.fourFifths()) + " (" + audit.extremes() + "), below 0.8"
          + (audit.unsure() ? ", but so few rows may differ by chance." : "."));
    if (audit.predictedFourFifths() != null && !(audit.predictedFourFifths() >= 0.8))
      warnings.add("By " + audit.column() + " the four-fifths ratio of the predictions is "
          + Figures.ratio(audit.predictedFourFifths()) + ", below 0.8.");
    audit.gaps().forEach(gap -> warnings.add("By " + audit.column() + ": " + gap.sentence()));
    audit.turns().forEach(turn -> warnings.add("By " + audit.column() + ": " + turn.sentence()));
  }

  private static void labels(Profile found, AuditRequest request, List<String> warnings) {
    var balance = found.balance();
    if (balance == null) return;
    if (balance.labelled() < found.rows())
      warnings.add(Figures.count(found.rows() - balance.labelled()) + " rows have no label.");
    if (request.positive() != null && balance.positives() == 0)
      warnings.add("No row has the label “" + request.positive() + "”. The column holds "
          + String.join(", ", balance.classes().keySet().stream().limit(5).toList()) + ".");
    if (balance.positiveShare() != null
        && balance.positives() > 0
        && (balance.positiveShare() < 0.05 || balance.positiveShare() > 0.95))
      warnings.add("The classes are lopsided: " + Figures.percent(balance.positiveShare())
          + " are “" + balance.positive() + "”. Accuracy alone will mislead.");
  }

  private void freshness(Profile found, List<String> warnings) {
    var freshness = found.freshness();
    if (freshness == null) return;
    if (freshness.unreadable() > 0)
      warnings.add(Figures.count(freshness.unreadable()) + " values of “" + freshness.column()
          + "” are no time.");
    if (freshness.newest() != null && freshness.newest().isAfter(now))
      warnings.add("The newest row lies in the future (" + freshness.newest() + ").");
    if (freshness.newest() != null
        && freshness.newest().isBefore(now.minus(properties.staleAfter())))
      warnings.add("The newest row is of " + Figures.day(freshness.newest()) + ", older than "
          + properties.staleAfter().toDays() + " days.");
  }
}
