package io.pilotage.experiment;

import java.util.ArrayList;
import java.util.List;

/** Where and how the pilot ran: four checks, and the one against building too much for a pilot. */
public record Infrastructure(
    boolean sameRuntime,
    boolean insideNetwork,
    boolean watched,
    boolean sovereign,
    boolean builtForPilot,
    String remark) {

  /** What is not as production will be. */
  public List<String> gaps() {
    var gaps = new ArrayList<String>();
    if (!sameRuntime) gaps.add("it did not run on the runtime of production");
    if (!insideNetwork) gaps.add("it ran outside the private network");
    if (!watched) gaps.add("nothing was logged and monitored during the pilot");
    if (!sovereign) gaps.add("it could not run sovereign or air-gapped");
    return gaps;
  }
}
