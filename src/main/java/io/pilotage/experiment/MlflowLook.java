package io.pilotage.experiment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How the last look at MLflow went for an initiative.
 *
 * @param readAt of the last look that went well
 * @param problem of the last look; nothing when it went well
 * @param refused runs that finished there and could not become records here
 */
public record MlflowLook(
    String experiment,
    Instant readAt,
    String problem,
    Instant failingSince,
    List<Refused> refused) {

  /** A run and what is wrong with it. */
  public record Refused(String run, String name, String problem) {

    String sentence() {
      return "Run " + (name == null || name.isBlank() ? run : "“" + name + "”")
          + " was not taken over. " + problem;
    }
  }

  /** What people have to know; nothing when all is well. */
  List<String> sentences() {
    var sentences = new ArrayList<String>();
    if (problem != null)
      sentences.add(
          "Experiments cannot be read since " + Wording.day(failingSince) + ". " + problem);
    refused.stream().limit(3).map(Refused::sentence).forEach(sentences::add);
    if (refused.size() > 3)
      sentences.add("And " + (refused.size() - 3) + " more runs were not taken over.");
    return sentences;
  }
}
