package io.pilotage.board;

import io.pilotage.engine.whereabouts.Place;
import io.pilotage.engine.whereabouts.ProcessAt;
import io.pilotage.engine.whereabouts.Wants;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Something that is waited for and is no person: a moment, news, a worker outside, a step of our
 * own. What is stuck is told elsewhere.
 */
record MachineWait(
    String process, String name, Wants wants, String about, Instant since, Instant until) {

  private static final Set<Wants> TOLD_ELSEWHERE = Set.of(Wants.PERSON, Wants.PROCESS);

  static List<MachineWait> in(List<ProcessAt> processes) {
    return processes.stream()
        .flatMap(at -> at.places().stream()
            .filter(place -> place.name() != null && !place.stuck())
            .filter(place -> !TOLD_ELSEWHERE.contains(place.wants()))
            .map(place -> of(at.process(), place)))
        .distinct()
        .toList();
  }

  private static MachineWait of(String process, Place place) {
    return new MachineWait(
        process, place.name(), place.wants(), place.about(), place.since(), place.until());
  }

  /** How it ends, before the moment if there is one. */
  public String ends() {
    return switch (wants) {
      case TIME -> "a timer, due ";
      case WORKER -> "done by a worker outside";
      case STEP -> until == null ? "done by the machine" : "done by the machine, next try ";
      default -> "reported when it is done";
    };
  }
}
