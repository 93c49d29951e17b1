package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is to be audited. Only the location is needed; without a label column there are no rates,
 * without group columns no bias audit.
 *
 * @param positive the value of the label that counts as the favourable or wanted answer
 * @param predictions column with a model's answers, in the values of the label column
 * @param missingInGroups words that mean “missing” in the group columns; an empty cell always does,
 *     and any other word is a group
 */
public record AuditRequest(
    String location,
    String label,
    String positive,
    String time,
    List<String> groups,
    String predictions,
    List<String> missingInGroups) {

  public AuditRequest(
      String location,
      String label,
      String positive,
      String time,
      List<String> groups,
      String predictions) {
    this(location, label, positive, time, groups, predictions, List.of());
  }

  public AuditRequest {
    label = blankToNull(label);
    positive = blankToNull(positive);
    time = blankToNull(time);
    predictions = blankToNull(predictions);
    groups = listed(groups);
    missingInGroups = listed(missingInGroups);
  }

  /** The same order for the data at another place. */
  AuditRequest at(String place) {
    return new AuditRequest(place, label, positive, time, groups, predictions, missingInGroups);
  }

  /** Refuses what does not go together, whatever the data holds. */
  void refuseGaps() {
    Refusal.unless(
        label == null || positive != null,
        "positiveValue",
        "Say which value of “" + label
            + "” is the wanted answer, such as “yes”: rates are computed for it.");
    Refusal.unless(
        predictions == null || label != null,
        "labelColumn",
        "Predictions are compared with the truth: name the label column too.");
  }

  /** Refuses columns that the data does not have. */
  void refuseOthersThan(List<String> columns) {
    for (var named : named())
      Refusal.unless(
          columns.contains(named),
          fieldOf(named),
          "The data has no column “" + named + "”. Its columns are: "
              + String.join(", ", columns.subList(0, Math.min(30, columns.size()))) + ".");
  }

  private List<String> named() {
    return Stream.concat(Stream.of(label, time, predictions), groups.stream())
        .filter(Objects::nonNull)
        .toList();
  }

  private String fieldOf(String column) {
    if (column.equals(label)) return "labelColumn";
    if (column.equals(time)) return "timeColumn";
    return column.equals(predictions) ? "predictionColumn" : "groupColumns";
  }

  private static List<String> listed(List<String> texts) {
    return texts == null
        ? List.of()
        : texts.stream()
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .distinct()
            .toList();
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
