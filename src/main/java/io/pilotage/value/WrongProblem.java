package io.pilotage.value;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/**
 * A model for a problem nobody pays to have solved: no number to move, no priority served, or
 * nothing earned.
 */
@Component
class WrongProblem implements StandingRule {

  private final Charters charters;
  private final Returns returns;

  WrongProblem(Charters charters, Returns returns) {
    this.charters = charters;
    this.returns = returns;
  }

  @Override
  public Kind kind() {
    return Kind.MISTAKE;
  }

  @Override
  public Phase askedFrom() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Mistake: wrong problem";
  }

  @Override
  public Finding check(String initiative) {
    var charter = charters.of(initiative);
    var problem = charter.map(Charter::problem);
    var strategy = charter.map(Charter::strategy);
    if (problem.isEmpty())
      return Finding.block("No problem is framed, so nobody can say what is being solved.");
    if (strategy.isEmpty())
      return Finding.block("To " + problem.get().goal() + " serves no business priority.");
    var fact = "To " + problem.get().goal() + " serves “" + strategy.get().priority() + "”.";
    var benefit = returns.of(initiative).map(BusinessCase::benefit);
    if (benefit.isEmpty()) return Finding.warn(fact + " Nobody estimated what that is worth.");
    return benefit.get().high() > 0
        ? Finding.pass(fact)
        : Finding.warn(fact + " The business case expects nothing from it.");
  }
}
