package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.springframework.stereotype.Component;

/** Unpacks, and stops at a file that would fill the disk. */
@Component
class Packing {

  // Real tables shrink to a tenth, repeated ones to a hundredth; gzip itself ends near a
  // thousandth.
  private static final long SUSPICIOUS_RATIO = 400;
  private static final long HARMLESS = 64L << 20;

  private final long most;

  Packing(DatasetProperties properties) {
    this.most = properties.largestUnpacked().toBytes();
  }

  /**
   * Reads a packed file to its end without keeping anything; refuses one that is damaged or grows
   * too far.
   */
  void measure(Path packed) {
    unpack(packed, OutputStream.nullOutputStream());
  }

  void unpack(Path packed, Path to) {
    try (var out = Files.newOutputStream(to)) {
      unpack(packed, out);
    } catch (IOException full) {
      throw new Refusal(
          TableFile.FIELD,
          "There is no room to unpack the file. Free some disk space, or give the data as Parquet.");
    }
  }

  private void unpack(Path packed, OutputStream out) {
    try (var in = new GZIPInputStream(Files.newInputStream(packed), 1 << 16)) {
      var limit = Math.min(most, Math.max(HARMLESS, Files.size(packed) * SUSPICIOUS_RATIO));
      var buffer = new byte[1 << 16];
      long total = 0;
      for (int n; (n = in.read(buffer)) > 0; out.write(buffer, 0, n)) {
        total += n;
        Refusal.unless(
            total <= limit,
            TableFile.FIELD,
            "Unpacked, the file grows beyond " + (limit >> 20)
                + " MB, which no table of its size does. Give the data unpacked, or as Parquet.");
      }
    } catch (IOException damaged) {
      throw new Refusal(
          TableFile.FIELD,
          "The packed file is damaged or cut off. Pack it again and give it once more.");
    }
  }
}
