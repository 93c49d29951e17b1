package io.pilotage.gate;

import io.pilotage.sync.AgendaSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Puts gates on the agenda of the weekly sync: who has not signed, what was decided, which waivers
 * are past their day.
 */
@Component
@Order(3)
class GateAgenda implements AgendaSource {

  private final Gates gates;
  private final Clock clock;

  GateAgenda(Gates gates, Clock clock) {
    this.gates = gates;
    this.clock = clock;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    var items = new ArrayList<String>();
    for (var round : gates.of(initiative)) {
      if (round.open())
        items.add("Gate " + round.phase().label() + " waits for "
            + String.join(", ", round.rolesWaitedFor()) + ". It has been open for " + howLong(round)
            + ".");
      else if (round.decidedAt().isAfter(since))
        items.add("Gate " + round.phase().label() + ": " + round.decision() + ". " + round.why());
    }
    gates.expiredWaivers().stream()
        .filter(waiver -> waiver.initiative().equals(initiative))
        .forEach(waiver -> items.add(
            "The waiver for " + waiver.phase().label() + " expired on " + waiver.until() + "."));
    return items;
  }

  private String howLong(GateRecord round) {
    var days = Duration.between(round.openedAt(), clock.instant()).toDays();
    return days(days) + ", since " + LocalDate.ofInstant(round.openedAt(), ZoneOffset.UTC);
  }

  private static String days(long days) {
    if (days == 0) return "less than a day";
    return days == 1 ? "a day" : days + " days";
  }
}
