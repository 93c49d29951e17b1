package io.pilotage.dataset;

import io.pilotage.dataset.Profile.Column;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A profile as CSV. Cells come from strangers' files: one that a spreadsheet would take for a
 * formula is made a text.
 */
final class ProfileCsv {

  private ProfileCsv() {}

  static String of(Profile profile) {
    return row(
            "column",
            "kind",
            "missing",
            "distinct",
            "from",
            "to",
            "mean",
            "misfits",
            "example of a misfit")
        + profile.columns().stream().map(ProfileCsv::row).collect(Collectors.joining());
  }

  private static String row(Column column) {
    return row(
        column.name(),
        column.kind(),
        column.missing(),
        column.distinct(),
        column.from(),
        column.to(),
        column.spread().mean(),
        column.misfits(),
        column.misfit());
  }

  private static String row(Object... cells) {
    return Arrays.stream(cells)
            .map(
                cell -> cell instanceof Number ? cell.toString() : safe(Objects.toString(cell, "")))
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /**
   * Quoted always; a text that begins like a formula gets an apostrophe, unless it is just a
   * number.
   */
  static String safe(String text) {
    var formula = text.matches("(?s)\\s*[=+\\-@\\t\\r].*")
        && !text.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
  }
}
