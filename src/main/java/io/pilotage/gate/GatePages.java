package io.pilotage.gate;

import io.pilotage.initiative.Phase;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All pages in the order of a life, and what their rules find now. */
@Component
class GatePages {

  // Fetched late: some rules read the weekly syncs, whose agenda asks the rules.
  private final ObjectProvider<GatePage> pages;
  private final GateProgress progress;

  GatePages(ObjectProvider<GatePage> pages, GateProgress progress) {
    this.pages = pages;
    this.progress = progress;
  }

  /** What a gate asks: whether the gates are in order, what its phase did, what holds for life. */
  List<Rule> askedAt(Phase gate) {
    return all()
        .filter(rule -> rule.isAskedAt(gate))
        .sorted(Comparator.comparing(Rule::kind))
        .toList();
  }

  /** The rules for a whole life, the mistakes first. */
  List<Rule> forLife() {
    return all()
        .filter(rule -> rule.kind().forLife())
        .sorted(Comparator.comparing(Rule::kind))
        .toList();
  }

  /** The names of the rules whose figures move by themselves. */
  Set<String> moving() {
    return all().filter(Rule::moves).map(Rule::name).collect(Collectors.toSet());
  }

  /** What a rule finds, a rule for life no earlier than its question could have been answered. */
  Finding find(Rule rule, String initiative, Phase gate) {
    var finding = rule.check(initiative, gate);
    if (finding.effect() != Effect.BLOCK
        || !rule.kind().forLife()
        || progress.opened(initiative, rule.phase())) return finding;
    return new Finding(
        Effect.NOT_YET, "It counts from the gate of " + rule.phase().label() + " on.");
  }

  private Stream<Rule> all() {
    return pages.orderedStream().flatMap(page -> page.rules().stream());
  }
}
