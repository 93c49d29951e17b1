package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a CSV text into rows, whichever line ends it uses, and knows at which line of the file
 * each begins. Empty lines are no rows. Only for the head and for what DuckDB refuses: the data
 * itself is read by DuckDB.
 */
final class CsvRows {

  private static final int END = -1;
  private static final char MARK = '\uFEFF';

  private final Reader text;
  private final char delimiter;
  private final String name;
  private final char[] buffer = new char[1 << 14];
  private boolean begun;
  private int filled;
  private int at;
  private long line = 1;
  private long number;
  private boolean crlf;
  private boolean lf;
  private boolean cr;

  CsvRows(Reader text, char delimiter, String name) {
    this.text = text;
    this.delimiter = delimiter;
    this.name = name;
  }

  /** Leaves out a line above the column names; it counts as a line and not as a row. */
  void skip() throws IOException {
    next();
    number = 0;
  }

  /**
   * The next row, or nothing at the end; refuses a quote that never closes, and what is no text in
   * the encoding of the file.
   */
  Row next() throws IOException {
    try {
      return split();
    } catch (CharacterCodingException other) {
      throw new Refusal(
          TableFile.FIELD,
          "Line " + line + " of “" + name
              + "” is not written in UTF-8, perhaps in Windows-1252 (Latin-1), as older programs do."
              + " Save it as CSV with encoding UTF-8 and give it again.");
    }
  }

  /** Whether rows so far ended in more than one way. */
  boolean uneven() {
    return crlf && lf || cr && (crlf || lf);
  }

  private Row split() throws IOException {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    var first = line;
    for (int letter = read(); ; letter = read()) {
      if (letter == '"' && cell.isEmpty()) {
        letter = quoted(cell, first);
        Refusal.unless(
            letter == END || letter == delimiter || letter == '\n' || letter == '\r',
            TableFile.FIELD,
            place(number + 1, first)
                + ": a quote stands inside a cell. Double the quotes inside cells, and put quotes around "
                + "the whole cell.");
        // An empty text in quotes is a cell all the same.
        if (cell.isEmpty() && (letter == '\n' || letter == '\r' || letter == END))
          return ended(cells, cell, letter, first);
      }
      if (letter == delimiter) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (letter == '\n' || letter == '\r' || letter == END) {
        if (!cells.isEmpty() || !cell.isEmpty()) return ended(cells, cell, letter, first);
        if (letter == END) return null;
        endLine(letter);
        first = line;
      } else {
        cell.append((char) letter);
      }
    }
  }

  private Row ended(List<String> cells, StringBuilder cell, int letter, long first)
      throws IOException {
    cells.add(cell.toString());
    if (letter != END) endLine(letter);
    return new Row(++number, first, cells, place(number, first));
  }

  /** The letter behind the closing quote. */
  private int quoted(StringBuilder cell, long first) throws IOException {
    for (int letter = read(); letter != END; letter = read()) {
      if (letter == '"') {
        var behind = read();
        if (behind != '"') return behind;
      } else if (letter == '\n' || letter == '\r' && peek() != '\n') {
        line++;
      }
      cell.append((char) letter);
    }
    throw new Refusal(
        TableFile.FIELD,
        place(number + 1, first)
            + ": a quote opened there is never closed. Close it, or double the quotes inside the cell.");
  }

  private void endLine(int letter) throws IOException {
    line++;
    if (letter == '\n') lf = true;
    else if (peek() != '\n') cr = true;
    else {
      crlf = true;
      at++;
    }
  }

  private String place(long row, long first) {
    return "Row " + row + " of “" + name + "” (line " + first + " of the file)";
  }

  private int read() throws IOException {
    return fill() ? buffer[at++] : END;
  }

  private int peek() throws IOException {
    return fill() ? buffer[at] : END;
  }

  private boolean fill() throws IOException {
    while (at >= filled) {
      filled = text.read(buffer);
      if (filled < 0) return false;
      at = 0;
      if (!begun && filled > 0 && buffer[0] == MARK) at++;
      begun |= filled > 0;
    }
    return true;
  }

  /**
   * One row.
   *
   * @param number counted from the column names, which are row 1
   * @param place row and line in words, for a refusal
   */
  record Row(long number, long line, List<String> cells, String place) {

    /** Refuses a row of another width than the column names. */
    void fits(int columns) {
      Refusal.unless(
          cells.size() == columns,
          TableFile.FIELD,
          place + " has " + cells.size() + (cells.size() == 1 ? " column" : " columns")
              + " instead of " + columns
              + ": so many columns have names. Make them equal, or check the quotes around that row.");
    }
  }
}
