package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What a file is, judged by its first bytes and never by its name: a table with named columns, or nothing the product reads. */
record TableFile(Path path, boolean packed, boolean parquet, char delimiter, List<String> header) {

  static final String FIELD = "location";
  private static final int HEAD = 256 * 1024;

  /** Looks at the beginning of a file; refuses what is no table, in a sentence that says what to do. */
  static TableFile look(Path path) {
    try (var file = new BufferedInputStream(Files.newInputStream(path))) {
      var packed = isPacked(file);
      var head = (packed ? new GZIPInputStream(file) : file).readNBytes(HEAD);
      return judge(path, packed, head);
    } catch (IOException unreadable) {
      throw new Refusal(FIELD, "The file “" + path.getFileName() + "” cannot be read: it is damaged or cut off. Copy it again.");
    }
  }

  private static boolean isPacked(InputStream file) throws IOException {
    file.mark(2);
    var magic = file.readNBytes(2);
    file.reset();
    return magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
  }

  private static TableFile judge(Path path, boolean packed, byte[] head) {
    var name = path.getFileName();
    Refusal.unless(head.length > 0, FIELD, "The file “" + name + "” is empty. Give a CSV or Parquet file with data.");
    if (startsWith(head, "PAR1")) {
      Refusal.unless(!packed, FIELD, "The Parquet file “" + name + "” is packed once more. Unpack it: Parquet is already compressed.");
      return new TableFile(path, false, true, ',', List.of());
    }
    Refusal.unless(!startsWith(head, "PK"), FIELD,
        "“" + name + "” is a ZIP or office document. Save the sheet as CSV (UTF-8) or unpack the CSV inside, then give that file.");
    var text = textOf(name, head);
    Refusal.unless(!text.stripLeading().startsWith("<"), FIELD, "“" + name + "” is a web page or XML, no table. Give a CSV or Parquet file.");
    Refusal.unless(!text.stripLeading().startsWith("{"), FIELD, "“" + name + "” is JSON, no table. Convert it to CSV or Parquet.");
    var delimiter = CsvHead.delimiterOf(text);
    var rows = CsvHead.rows(text, delimiter, head.length < HEAD);
    return new TableFile(path, packed, false, delimiter, headerOf(name, rows));
  }

  private static boolean startsWith(byte[] head, String magic) {
    return new String(head, 0, Math.min(head.length, magic.length()), StandardCharsets.ISO_8859_1).equals(magic);
  }

  private static String textOf(Path name, byte[] head) {
    for (var letter : head)
      Refusal.unless(letter != 0, FIELD, "“" + name + "” holds binary data, no table. Give a CSV (UTF-8) or Parquet file.");
    try {
      // The head may end inside a letter of several bytes; those at most three bytes are left out of the look.
      var whole = head.length < HEAD ? head.length : head.length - trailing(head);
      var text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(head, 0, whole)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException otherEncoding) {
      throw new Refusal(FIELD, "“" + name + "” is not written in UTF-8. Save it as CSV with encoding UTF-8 and give it again.");
    }
  }

  private static int trailing(byte[] head) {
    for (int back = 1; back <= 3; back++) {
      var letter = head[head.length - back] & 0xff;
      if (letter >= 0xc0) return back;
      if (letter < 0x80) return 0;
    }
    return 0;
  }

  private static List<String> headerOf(Path name, List<List<String>> rows) {
    Refusal.unless(!rows.isEmpty() && rows.get(0).size() > 1, FIELD,
        "“" + name + "” has only one column, so it is no table. Separate the columns by comma, semicolon, tab or bar.");
    var header = rows.get(0).stream().map(String::strip).toList();
    Refusal.unless(header.stream().noneMatch(String::isEmpty), FIELD,
        "Column " + (header.indexOf("") + 1) + " of “" + name + "” has no name. Put the column names into the first row.");
    Refusal.unless(header.stream().noneMatch(TableFile::isNumber), FIELD,
        "The first row of “" + name + "” looks like data (" + String.join(", ", header.subList(0, Math.min(4, header.size())))
            + " …), not like column names. Put the column names into the first row; a name is not just a number.");
    var seen = new HashSet<String>();
    for (var column : header)
      Refusal.unless(seen.add(column), FIELD, "The column name “" + column + "” appears twice in “" + name + "”. Give every column its own name.");
    Refusal.unless(rows.size() > 1, FIELD, "“" + name + "” has column names but no rows. Give a file with data.");
    for (int row = 1; row < rows.size(); row++)
      Refusal.unless(rows.get(row).size() == header.size(), FIELD, "Row " + (row + 1) + " of “" + name + "” has " + rows.get(row).size()
          + " columns and the first row has " + header.size() + ". Make them equal, or check the quotes around that row.");
    return header;
  }

  private static boolean isNumber(String text) {
    return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  }
}
