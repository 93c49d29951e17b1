package io.pilotage.gate;

import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Asks the rules that hold for a whole life, each no earlier than its question could have been
 * answered.
 */
@Component
public class StandingRules {

  // Fetched late: some of these rules read the weekly syncs, whose agenda asks these rules.
  private final ObjectProvider<StandingRule> rules;
  private final GateProgress progress;

  StandingRules(ObjectProvider<StandingRule> rules, GateProgress progress) {
    this.rules = rules;
    this.progress = progress;
  }

  /** What every standing rule finds now, the mistakes first. */
  public List<Standing> of(String initiative) {
    return rules.stream()
        .map(rule -> new Standing(rule.kind(), rule.name(), find(rule, initiative)))
        .sorted(Comparator.comparing(Standing::kind).thenComparing(Standing::name))
        .toList();
  }

  Finding find(StandingRule rule, String initiative) {
    var finding = rule.check(initiative);
    if (finding.effect() != Effect.BLOCK || progress.opened(initiative, rule.askedFrom()))
      return finding;
    return new Finding(
        Effect.NOT_YET, "It counts from the gate of " + rule.askedFrom().label() + " on.");
  }

  /** One rule with what it found. */
  public record Standing(StandingRule.Kind kind, String name, Finding finding) {

    public boolean fired() {
      return finding.effect().fires();
    }
  }
}
