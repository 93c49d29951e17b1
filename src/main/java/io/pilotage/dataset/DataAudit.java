package io.pilotage.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.pilotage.engine.Facts;
import java.time.Instant;

/**
 * An audit of an initiative's data: asked for, then measured by whichever server is free, then
 * profiled or unreadable (with the problem), then accepted or sent back.
 */
public record DataAudit(
    long id,
    String initiative,
    AuditRequest request,
    String askedBy,
    Instant askedAt,
    Profile profile,
    Instant profiledAt,
    String problem,
    @JsonUnwrapped Review review,
    AuditWork work) {

  /** What people found in it; nothing of it is known before. */
  public record Review(
      @JsonIgnore Boolean accepted, String comment, String reviewedBy, Instant reviewedAt) {}

  public boolean isProfiled() {
    return profile != null;
  }

  public boolean isAccepted() {
    return isProfiled() && Boolean.TRUE.equals(review.accepted());
  }

  /** What a reviewer has to see, the warnings first. */
  public Facts facts() {
    var facts = Facts.about().line("Data", request.location());
    if (work.underWay()) facts.line("Being measured", work.percent() + " %. " + work.doing());
    if (problem != null) facts.line("Could not be read", problem);
    if (!isProfiled()) return facts;
    profile.warnings().stream().limit(12).forEach(warning -> facts.line("Look at", warning));
    profile.reading().forEach(sentence -> facts.line("How it was read", sentence));
    facts
        .line("Rows", Figures.count(profile.rows()))
        .line("Columns", profile.columns().size())
        .line("Repeated rows", Figures.count(profile.duplicates()))
        .line("Missing cells", Figures.count(profile.missingCells()));
    profile.columns().stream()
        .filter(column -> column.missing() > 0)
        .sorted((a, b) -> Long.compare(b.missing(), a.missing()))
        .limit(6)
        .forEach(column -> facts.line(
            "Missing in " + column.name(),
            Figures.count(column.missing()) + " "
                + column.missingAs().keySet().stream()
                    .map(spelling -> spelling.isEmpty() ? "empty" : "“" + spelling + "”")
                    .toList()));
    if (profile.balance() != null)
      facts.line(
          "Labelled rows",
          Figures.count(profile.balance().labelled())
              + (profile.balance().positiveShare() == null
                  ? ""
                  : ", of which “" + profile.balance().positive() + "” "
                      + Figures.percent(profile.balance().positiveShare())));
    facts.line(
        "Newest row",
        profile.freshness() == null
            ? "no time column named"
            : Figures.day(profile.freshness().newest()));
    profile.columns().stream()
        .filter(column -> column.from() != null)
        .limit(8)
        .forEach(column ->
            facts.line("Range of " + column.name(), column.from() + " to " + column.to()));
    addGroups(facts, 4);
    return facts
        .line("In pictures", "on the board at /initiatives/" + initiative + "/data")
        .line("Content digest", profile.digest());
  }

  /** How the label is spread, for who has to say where labels come from. */
  public Facts labelFacts() {
    var facts = Facts.about();
    if (!isProfiled() || profile.balance() == null)
      return facts.line("The audit was not told which column holds the label.");
    facts
        .line("Rows", Figures.count(profile.rows()))
        .line("Labelled rows", Figures.count(profile.balance().labelled()));
    profile.balance().classes().entrySet().stream()
        .limit(8)
        .forEach(label -> facts.line("“" + label.getKey() + "”", Figures.count(label.getValue())));
    return facts;
  }

  /** The groups side by side, for the review of bias. */
  public Facts biasFacts() {
    var facts = Facts.about();
    if (!isProfiled()) return facts.line("The data has not been profiled.");
    if (profile.groups().isEmpty())
      facts.line("No group columns were named, so no groups were compared.");
    addGroups(facts, 12);
    return facts;
  }

  private static String fourFifths(Profile.GroupAudit audit) {
    if (audit.fourFifths() == null) return "not comparable";
    var ratio = Figures.ratio(audit.fourFifths());
    if (audit.fourFifths() >= 0.8) return ratio + " (passes)";
    return ratio + " (fails: " + audit.lowest() + " against " + audit.highest()
        + (audit.unsure() ? ", perhaps by chance" : "") + ")";
  }

  private void addGroups(Facts facts, int most) {
    for (var audit : profile.groups()) {
      facts.line("Four-fifths ratio by " + audit.column(), fourFifths(audit));
      audit.gaps().forEach(gap -> facts.line("Look at", gap.sentence()));
      audit.turns().forEach(turn -> facts.line("Look at", turn.sentence()));
      audit.groups().stream()
          .limit(most)
          .forEach(group -> facts.line(audit.column() + " " + group.value(), sentence(group)));
    }
  }

  private static String sentence(Profile.Group group) {
    return Figures.percent(group.share()) + " of rows, label rate "
        + Figures.percent(group.labelRate())
        + (group.falsePositiveRate() == null && group.falseNegativeRate() == null
            ? ""
            : ", false positives " + Figures.percent(group.falsePositiveRate())
                + ", false negatives " + Figures.percent(group.falseNegativeRate()))
        + (group.compared() ? "" : " (not compared)");
  }
}
