package io.pilotage.gate;

import io.pilotage.gate.Rule.Kind;
import io.pilotage.initiative.Phase;
import java.util.List;
import java.util.function.Function;

/**
 * What one module asks of an initiative: its rules on one page, in the order people read them, each
 * a method called as the rule is. A new criterion is one more method and its line in
 * {@link #rules}.
 */
public interface GatePage {

  /** The phase whose gate asks; the rules for a whole life count from it on. */
  Phase phase();

  List<Rule> rules();

  default Rule rule(String name, Function<String, Finding> question) {
    return rule(name, Kind.CRITERION, question);
  }

  default Rule mistake(String name, Function<String, Finding> question) {
    return rule("Mistake: " + name, Kind.MISTAKE, question).moving();
  }

  default Rule health(String name, Function<String, Finding> question) {
    return rule("Health: " + name, Kind.HEALTH, question).moving();
  }

  private Rule rule(String name, Kind kind, Function<String, Finding> question) {
    return new Rule(name, phase(), kind, false, (initiative, gate) -> question.apply(initiative));
  }
}
