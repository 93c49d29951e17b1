package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the beginning of a CSV text tells about the whole.
 *
 * @param announced whether the first line only names the separator, as spreadsheets write it
 * @param straight whether DuckDB can read the file as it is; another encoding, that line, or mixed
 *     line ends it cannot
 * @param remarks what was remarkable about how the file is written, in words
 */
record CsvHead(
    Charset charset,
    char delimiter,
    boolean announced,
    boolean straight,
    List<String> header,
    List<String> remarks) {

  static final String UNEVEN = "Its lines end in different ways.";
  private static final String DELIMITERS = ",;\t|";
  private static final Pattern SEPARATOR_LINE =
      Pattern.compile("\\A\"?sep=([^\\r\\n\"\\w])\"?(\\r\\n|\\n|\\r)", Pattern.CASE_INSENSITIVE);

  /** @param whole whether the bytes are the whole file */
  static CsvHead of(String name, byte[] head, boolean whole) {
    var charset = charsetOf(head);
    var text = textOf(name, head, charset, whole);
    Refusal.unless(
        !text.stripLeading().startsWith("<"),
        TableFile.FIELD,
        "“" + name + "” is a web page or XML, no table. Give a CSV or Parquet file.");
    Refusal.unless(
        !text.stripLeading().startsWith("{"),
        TableFile.FIELD,
        "“" + name + "” is JSON, no table. Convert it to CSV or Parquet.");
    var named = SEPARATOR_LINE.matcher(text);
    var announced = named.find();
    var delimiter = announced ? named.group(1).charAt(0) : delimiterOf(text);
    var remarks = new ArrayList<String>();
    if (charset != StandardCharsets.UTF_8) remarks.add("The text is written in " + charset + ".");
    if (announced) remarks.add("The first line names the separator.");
    try {
      var split = new CsvRows(new StringReader(text), delimiter, name);
      if (announced) split.skip();
      var header = headerOf(name, text, rows(split, whole));
      if (split.uneven()) remarks.add(UNEVEN);
      return new CsvHead(charset, delimiter, announced, remarks.isEmpty(), header, remarks);
    } catch (IOException memoryOnly) {
      throw new IllegalStateException(memoryOnly);
    }
  }

  /** UTF-8 unless a byte order mark, or a zero in every other byte, says otherwise. */
  private static Charset charsetOf(byte[] head) {
    var first = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | head[1] & 0xff;
    if (first == 0xfffe) return StandardCharsets.UTF_16LE;
    if (first == 0xfeff) return StandardCharsets.UTF_16BE;
    var zeros = new int[2];
    for (int i = 0; i < Math.min(head.length, 2_000); i++) if (head[i] == 0) zeros[i % 2]++;
    var half = Math.min(head.length, 2_000) / 2;
    if (zeros[1] * 10 > half * 7 && zeros[0] * 10 < half) return StandardCharsets.UTF_16LE;
    return zeros[0] * 10 > half * 7 && zeros[1] * 10 < half
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_8;
  }

  private static String textOf(String name, byte[] head, Charset charset, boolean whole) {
    Refusal.unless(
        charset != StandardCharsets.UTF_8 || !holdsZero(head), TableFile.FIELD, binary(name));
    var bytes = ByteBuffer.wrap(head);
    var letters = CharBuffer.allocate(head.length);
    // The head may end inside a letter of several bytes; that one is left out of the look.
    var end = charset.newDecoder().decode(bytes, letters, whole);
    var text = letters.flip().toString();
    Refusal.unless(text.indexOf('\0') < 0, TableFile.FIELD, binary(name));
    Refusal.unless(
        !end.isError(),
        TableFile.FIELD,
        "Line " + Math.max(1, text.lines().count() + (text.endsWith("\n") ? 1 : 0)) + " of “" + name
            + "” is not written in UTF-8,"
            + " perhaps in Windows-1252 (Latin-1), as older programs do. Save it as CSV with encoding "
            + "UTF-8 and give it again.");
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean holdsZero(byte[] head) {
    for (var letter : head) if (letter == 0) return true;
    return false;
  }

  private static String binary(String name) {
    return "“" + name + "” holds binary data, no table. Give a CSV (UTF-8) or Parquet file.";
  }

  /** The separator most used in the first row outside quotes; a comma when there is none. */
  private static char delimiterOf(String text) {
    var counts = new int[DELIMITERS.length()];
    var quoted = false;
    for (int i = 0; i < text.length(); i++) {
      var letter = text.charAt(i);
      if (letter == '"') quoted = !quoted;
      if (!quoted && (letter == '\n' || letter == '\r')) break;
      if (!quoted && DELIMITERS.indexOf(letter) >= 0) counts[DELIMITERS.indexOf(letter)]++;
    }
    var best = 0;
    for (int i = 1; i < counts.length; i++) if (counts[i] > counts[best]) best = i;
    return DELIMITERS.charAt(best);
  }

  /** All rows of a whole text; of a part the last is left out, for it may be cut. */
  private static List<CsvRows.Row> rows(CsvRows split, boolean whole) throws IOException {
    var rows = new ArrayList<CsvRows.Row>();
    try {
      for (var row = split.next(); row != null; row = split.next()) rows.add(row);
    } catch (Refusal broken) {
      if (whole || rows.size() < 2) throw broken;
      return rows;
    }
    if (!whole && rows.size() > 1) rows.remove(rows.size() - 1);
    return rows;
  }

  private static List<String> headerOf(String name, String text, List<CsvRows.Row> rows) {
    if (rows.isEmpty() || rows.get(0).cells().size() < 2) refuseOneColumn(name, text);
    var header = rows.get(0).cells().stream().map(String::strip).toList();
    Refusal.unless(
        header.stream().noneMatch(String::isEmpty),
        TableFile.FIELD,
        "Column " + (header.indexOf("") + 1) + " of “" + name
            + "” has no name. Put the column names into the first row.");
    Refusal.unless(
        header.stream().noneMatch(CsvHead::isNumber),
        TableFile.FIELD,
        "The first row of “" + name + "” looks like data ("
            + String.join(", ", header.subList(0, Math.min(4, header.size())))
            + " …), not like column names. Put the column names into the first row; a name is not just a number.");
    Refusal.unless(
        rows.size() > 1,
        TableFile.FIELD,
        "“" + name + "” has column names but no rows. Give a file with data.");
    rows.forEach(row -> row.fits(header.size()));
    return header;
  }

  /** A title above the table has one column too; then it is not the separators that are wrong. */
  private static void refuseOneColumn(String name, String text) {
    var lines = text.lines().limit(20).toList();
    for (int i = 1; i < lines.size(); i++)
      Refusal.unless(
          lines.get(i).split("[,;\\t|]", -1).length < 3,
          TableFile.FIELD,
          "The first line of “" + name + "” is a title, not column names: the table begins at line "
              + (i + 1) + " or so. Remove the lines above the column names.");
    throw new Refusal(
        TableFile.FIELD,
        "“" + name
            + "” has only one column, so it is no table. Separate the columns by comma, semicolon, tab or bar.");
  }

  private static boolean isNumber(String text) {
    return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  }
}
