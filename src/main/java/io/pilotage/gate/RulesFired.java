package io.pilotage.gate;

import io.pilotage.gate.StandingRules.Standing;
import io.pilotage.initiative.Initiatives;
import io.pilotage.sync.AgendaSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Puts the mistakes made and the health lost on the agenda of the weekly sync, what blocks before
 * what warns.
 */
@Component
@Order(4)
class RulesFired implements AgendaSource {

  private final StandingRules rules;
  private final Initiatives initiatives;

  RulesFired(StandingRules rules, Initiatives initiatives) {
    this.rules = rules;
    this.initiatives = initiatives;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    if (initiatives.find(initiative).isEmpty()) return List.of();
    return rules.of(initiative).stream()
        .filter(Standing::fired)
        .sorted(Comparator.comparing((Standing rule) -> rule.finding().effect()).reversed())
        .map(rule -> "Rule fired, " + (rule.finding().effect() == Effect.BLOCK ? "blocks" : "warns")
            + ": " + rule.name() + ". " + rule.finding().fact())
        .toList();
  }
}
