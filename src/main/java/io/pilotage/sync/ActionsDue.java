package io.pilotage.sync;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Puts what was promised and is not done on the agenda, the overdue first. */
@Component
@Order(1)
class ActionsDue implements AgendaSource {

  private final SyncTable table;
  private final Clock clock;

  ActionsDue(SyncTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    return table.actions(initiative).stream()
        .filter(action -> !action.done())
        .map(this::item)
        .toList();
  }

  private String item(Action action) {
    var overdue = action.due().isBefore(LocalDate.now(clock));
    return (overdue ? "Overdue since " : "Due by ") + action.due() + ": " + action.action() + " ("
        + action.owner() + ")";
  }
}
