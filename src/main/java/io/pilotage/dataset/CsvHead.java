package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Splits the first rows of a CSV text; only to recognise a table, the data itself is read by DuckDB. */
final class CsvHead {

  private static final String DELIMITERS = ",;\t|";

  private CsvHead() {}

  /** The separator most used in the first row outside quotes; a comma when there is none. */
  static char delimiterOf(String text) {
    var counts = new int[DELIMITERS.length()];
    var quoted = false;
    for (var letter : text.toCharArray()) {
      if (letter == '"') quoted = !quoted;
      if (!quoted && letter == '\n') break;
      if (!quoted && DELIMITERS.indexOf(letter) >= 0) counts[DELIMITERS.indexOf(letter)]++;
    }
    var best = 0;
    for (int i = 1; i < counts.length; i++) if (counts[i] > counts[best]) best = i;
    return DELIMITERS.charAt(best);
  }

  /** The rows of the text; the last one is left out unless the text is whole. Empty lines are no rows. */
  static List<List<String>> rows(String text, char delimiter, boolean whole) {
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var cell = new StringBuilder();
    var quoted = false;
    var opened = 1;
    for (int i = 0; i < text.length(); i++) {
      var letter = text.charAt(i);
      if (quoted) {
        if (letter != '"') cell.append(letter);
        else if (i + 1 < text.length() && text.charAt(i + 1) == '"') cell.append(text.charAt(++i));
        else quoted = false;
      } else if (letter == '"' && cell.isEmpty()) {
        quoted = true;
        opened = rows.size() + 1;
      } else if (letter == delimiter) {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (letter == '\n') {
        endRow(rows, row, cell);
        row = new ArrayList<>();
      } else if (letter != '\r') {
        cell.append(letter);
      }
    }
    Refusal.unless(!quoted || !whole, TableFile.FIELD,
        "A quote opened in row " + opened + " is never closed. Close it, or double the quotes inside the cell.");
    if (whole) endRow(rows, row, cell);
    return rows;
  }

  private static void endRow(List<List<String>> rows, List<String> row, StringBuilder cell) {
    if (row.isEmpty() && cell.isEmpty()) return;
    row.add(cell.toString());
    cell.setLength(0);
    rows.add(row);
  }
}
