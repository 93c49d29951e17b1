package io.pilotage.dataset;

import java.util.List;

/**
 * What is to be audited. Only the location is needed; without a label column there are no rates, without group columns no bias audit.
 *
 * @param positive the value of the label that counts as the favourable or wanted answer
 * @param predictions column with a model's answers, in the values of the label column
 */
public record AuditRequest(String location, String label, String positive, String time, List<String> groups, String predictions) {

  public AuditRequest {
    label = blankToNull(label);
    positive = blankToNull(positive);
    time = blankToNull(time);
    predictions = blankToNull(predictions);
    groups = groups == null ? List.of() : groups.stream().map(String::strip).filter(group -> !group.isEmpty()).distinct().toList();
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
