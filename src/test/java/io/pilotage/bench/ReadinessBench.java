package io.pilotage.bench;

import io.pilotage.whole.RunningJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the finished jar takes until it says that it is well. */
class ReadinessBench {

  @TempDir
  private Path folder;

  @Test
  void measure() throws Exception {
    var figures = new Figures("readiness");
    for (var what : new String[] {"on an empty folder", "on its own data"}) {
      var started = System.nanoTime();
      try (var jar = RunningJar.start(folder.resolve("ready"))) {
        figures.add("ready from the jar, " + what, Served.seconds(started), "s");
      }
    }
    figures.keep();
  }
}
