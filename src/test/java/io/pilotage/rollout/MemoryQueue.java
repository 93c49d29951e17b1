package io.pilotage.rollout;

import io.pilotage.simulated.Memory;
import java.util.Comparator;
import java.util.List;

/** Who waits for a rollout, in memory, for a simulation. */
class MemoryQueue extends QueueTable {

  private record Row(long number, Place place, boolean left) {}

  private final Memory.Table<Long, Row> rows;

  MemoryQueue(Memory memory) {
    super(null);
    this.rows = memory.table();
  }

  @Override
  void join(Place place) {
    var number = rows.number();
    rows.put(number, new Row(number, place, false));
  }

  @Override
  void leave(String model, String version) {
    waiting().stream()
        .filter(
            row -> row.place().model().equals(model) && row.place().version().equals(version))
        .forEach(row -> rows.put(row.number(), new Row(row.number(), row.place(), true)));
  }

  @Override
  List<Place> of(String model) {
    return all().stream().filter(place -> place.model().equals(model)).toList();
  }

  @Override
  List<Place> all() {
    return waiting().stream().map(Row::place).toList();
  }

  private List<Row> waiting() {
    return rows.rows().stream()
        .filter(row -> !row.left())
        .sorted(Comparator.comparing(Row::number))
        .toList();
  }
}
