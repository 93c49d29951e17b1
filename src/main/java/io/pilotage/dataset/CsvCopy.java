package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a CSV once more as DuckDB reads it: UTF-8, one kind of line end, no line above the column
 * names. Slower than DuckDB, and exact about where a file is wrong, so it also tells the cause when
 * DuckDB gives up.
 */
final class CsvCopy {

  private CsvCopy() {}

  /** Refuses the first row that does not fit, by its line in the file. */
  static void write(Path from, String name, CsvHead head, Path to) throws IOException {
    try (var bytes = Files.newInputStream(from);
        var out = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
      var rows = new CsvRows(new Letters(bytes, head.charset()), head.delimiter(), name);
      if (head.announced()) rows.skip();
      for (var row = rows.next(); row != null; row = rows.next()) {
        row.fits(head.header().size());
        var between = "";
        for (var cell : row.cells()) {
          Refusal.unless(
              cell.indexOf('\0') < 0,
              TableFile.FIELD,
              row.place() + " holds binary data, no text. Export the table again.");
          out.append(between)
              .append(cell.isEmpty() ? "" : "\"" + cell.replace("\"", "\"\"") + "\"");
          between = String.valueOf(head.delimiter());
        }
        out.append('\n');
      }
    }
  }

  /** Decodes exactly up to the first byte that is no text, so that who reads knows its line. */
  private static final class Letters extends Reader {

    private final InputStream bytes;
    private final CharsetDecoder decoder;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16).flip();
    private boolean ended;
    private CoderResult wrong;

    Letters(InputStream bytes, Charset charset) {
      this.bytes = bytes;
      this.decoder = charset.newDecoder();
    }

    @Override
    public int read(char[] to, int from, int most) throws IOException {
      var out = CharBuffer.wrap(to, from, most);
      while (out.position() == 0) {
        if (wrong != null) wrong.throwException();
        var result = decoder.decode(in, out, ended);
        if (result.isError()) wrong = result;
        else if (out.position() == 0 && ended) return -1;
        else if (out.position() == 0) more();
      }
      return out.position();
    }

    private void more() throws IOException {
      in.compact();
      var n = bytes.read(in.array(), in.position(), in.remaining());
      if (n < 0) ended = true;
      else in.position(in.position() + n);
      in.flip();
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}
