package io.pilotage.monitoring.log;

import java.time.Instant;

/** Since when the prediction log stores nothing, and why. */
record LogTrouble(Instant since, String problem) {

  static final String REMEDY =
      "Free room on its disk and see that the file can be written; the next batch that is stored ends this.";

  String sentence() {
    return "The prediction log stores nothing since " + since + ": " + problem + ".";
  }
}
