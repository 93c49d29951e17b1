package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * What a file is, judged by its first bytes and never by its name: a table with named columns, or
 * nothing the product reads.
 *
 * @param csv what its head tells; nothing for Parquet
 */
record TableFile(Path path, boolean packed, CsvHead csv) {

  static final String FIELD = "location";
  private static final int HEAD = 256 * 1024;

  /**
   * Looks at the beginning of a file; refuses what is no table, in a sentence that says what to do.
   */
  static TableFile look(Path path) {
    try (var file = new BufferedInputStream(Files.newInputStream(path))) {
      var packed = isPacked(file);
      var head = (packed ? new GZIPInputStream(file) : file).readNBytes(HEAD);
      return judge(path, packed, head);
    } catch (IOException unreadable) {
      throw new Refusal(
          FIELD,
          "The file “" + path.getFileName()
              + "” cannot be read: it is damaged or cut off. Copy it again.");
    }
  }

  boolean parquet() {
    return csv == null;
  }

  String name() {
    return path.getFileName().toString();
  }

  private static boolean isPacked(InputStream file) throws IOException {
    file.mark(2);
    var magic = file.readNBytes(2);
    file.reset();
    return magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
  }

  private static TableFile judge(Path path, boolean packed, byte[] head) {
    var name = path.getFileName().toString();
    Refusal.unless(
        head.length > 0,
        FIELD,
        "The file “" + name + "” is empty. Give a CSV or Parquet file with data.");
    if (startsWith(head, "PAR1")) {
      Refusal.unless(
          !packed,
          FIELD,
          "The Parquet file “" + name
              + "” is packed once more. Unpack it: Parquet is already compressed.");
      return new TableFile(path, false, null);
    }
    // A column may be called PK.
    Refusal.unless(
        !startsWith(head, "PK") || head.length > 2 && ",;\t|\"".indexOf(head[2]) >= 0,
        FIELD,
        "“" + name
            + "” is a ZIP or office document. Save the sheet as CSV (UTF-8) or unpack the CSV inside, "
            + "then give that file.");
    return new TableFile(path, packed, CsvHead.of(name, head, head.length < HEAD));
  }

  private static boolean startsWith(byte[] head, String magic) {
    return new String(head, 0, Math.min(head.length, magic.length()), StandardCharsets.ISO_8859_1)
        .equals(magic);
  }
}
