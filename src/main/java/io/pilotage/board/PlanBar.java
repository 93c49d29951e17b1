package io.pilotage.board;

import io.pilotage.board.InitiativeView.PlannedPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A phase as two bars on one scale, in percent of the whole picture: planned above, as it went
 * below. No width means no bar.
 */
record PlanBar(
    PlannedPhase phase,
    double plannedLeft,
    double plannedWidth,
    double actualLeft,
    double actualWidth) {

  /** One row a phase, all on the scale from the start to whatever lies last. */
  static List<PlanBar> of(InitiativeView initiative, Instant now) {
    var today = initiative.endedAt() == null ? now : initiative.endedAt();
    var last = initiative.plan().stream()
        .flatMap(phase -> Stream.of(phase.plannedEnd(), phase.endedAt()))
        .filter(Objects::nonNull)
        .reduce(today, (one, other) -> one.isAfter(other) ? one : other);
    var scale = new Scale(initiative.startedAt(), last);
    var bars = new ArrayList<PlanBar>();
    var plannedFrom = initiative.startedAt();
    for (var phase : initiative.plan()) {
      var actualTo = phase.endedAt() == null ? today : phase.endedAt();
      bars.add(new PlanBar(
          phase,
          scale.at(plannedFrom),
          scale.width(plannedFrom, phase.plannedEnd()),
          scale.at(phase.startedAt()),
          scale.width(phase.startedAt(), actualTo)));
      if (phase.plannedEnd() != null) plannedFrom = phase.plannedEnd();
    }
    return bars;
  }

  private record Scale(Instant from, Instant to) {

    double at(Instant time) {
      var whole = Math.max(1, Duration.between(from, to).toMillis());
      return time == null
          ? 0
          : Math.round(1000.0 * Duration.between(from, time).toMillis() / whole) / 10.0;
    }

    double width(Instant begin, Instant end) {
      return begin == null || end == null ? 0 : Math.max(0.4, at(end) - at(begin));
    }
  }
}
