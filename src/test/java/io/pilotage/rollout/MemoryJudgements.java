package io.pilotage.rollout;

import io.pilotage.simulated.Memory;
import io.pilotage.verdict.JudgedMetric;
import io.pilotage.verdict.MetricVerdict;
import io.pilotage.verdict.Signal;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The table of the verdicts in memory, for a simulation. */
class MemoryJudgements extends JudgementTable {

  private record Row(long id, Long stage, StageVerdict verdict) {

    List<MetricVerdict> kinds() {
      return verdict.metrics().stream().map(JudgedMetric::verdict).toList();
    }
  }

  private final Memory.Table<Long, Row> rows;
  private final Memory.Table<String, Long> current;

  MemoryJudgements(Memory memory) {
    super(null, null, null, null);
    this.rows = memory.table();
    this.current = memory.table();
  }

  @Override
  void store(Map<StageVerdict, Long> verdicts) {
    verdicts.forEach((verdict, stage) -> {
      var last = last(verdict.model());
      var next = new Row(0, stage, verdict);
      var same = last != null
          && last.verdict().stage() == verdict.stage()
          && last.verdict().generation() == verdict.generation()
          && Objects.equals(last.stage(), stage)
          && last.kinds().equals(next.kinds());
      var id = same ? last.id() : rows.number();
      rows.put(id, new Row(id, stage, verdict));
      // The database writes this down too: it is one more moment at which a node may die.
      if (!same) current.put(verdict.model(), id);
    });
  }

  @Override
  Optional<StageVerdict> newest(String model) {
    return Optional.ofNullable(last(model)).map(Row::verdict);
  }

  @Override
  Map<Long, StageVerdict> lastHealthy(Collection<Long> stages) {
    var healthy = new HashMap<Long, StageVerdict>();
    rows.rows().stream()
        .filter(row -> row.verdict().stage() == Verdict.HEALTHY
            && row.stage() != null
            && stages.contains(row.stage()))
        .forEach(row -> healthy.put(row.stage(), row.verdict()));
    return healthy;
  }

  @Override
  Map<Long, Set<Signal>> failed(Collection<Long> stages) {
    var failed = new HashMap<Long, Set<Signal>>();
    rows.rows().stream()
        .filter(row -> row.verdict().stage() == Verdict.UNHEALTHY
            && row.stage() != null
            && stages.contains(row.stage()))
        .forEach(row -> row.verdict().metrics().stream()
            .filter(metric -> metric.verdict() == MetricVerdict.FAIL)
            .forEach(metric -> failed
                .computeIfAbsent(row.stage(), stage -> EnumSet.noneOf(Signal.class))
                .add(metric.signal())));
    return failed;
  }

  private Row last(String model) {
    Row last = null;
    for (var row : rows.rows()) if (row.verdict().model().equals(model)) last = row;
    return last;
  }
}
