package io.pilotage.dataset;

import java.util.List;

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
