package io.pilotage.gate;

import io.pilotage.initiative.Phase;
import java.util.function.BiFunction;

/**
 * One question of a gate, on the page of its {@link GatePage}. It reads facts and changes nothing;
 * a fact that cannot be read is not a pass.
 *
 * @param name what the rule demands, in a few words a signer understands: "Holdout set apart". Kept
 *     with every criterion that was signed, so a name that was once shipped stays
 * @param phase the phase whose gate asks it or, for the whole life, from whose gate on it counts
 * @param moves whether time or traffic alone moves its figures while people sign; then only whether
 *     it blocks asks them again
 */
public record Rule(
    String name,
    Phase phase,
    Kind kind,
    boolean moves,
    BiFunction<String, Phase, Finding> question) {

  /** The same rule, its figures moving by themselves. */
  public Rule moving() {
    return new Rule(name, phase, kind, true, question);
  }

  /** What is found now, were the gate of its phase open. */
  public Finding check(String initiative) {
    return check(initiative, phase);
  }

  Finding check(String initiative, Phase gate) {
    return question.apply(initiative, gate);
  }

  boolean isAskedAt(Phase gate) {
    return kind != Kind.CRITERION || phase == gate;
  }

  /**
   * What a rule guards, in the order a gate asks. The last two hold for a whole life: they are
   * asked at every gate and on the agenda of every weekly sync, and their check may block as if
   * everything had been asked already.
   */
  public enum Kind {
    /** That the gates themselves are in order. */
    ORDER,
    /** What one phase must have done. */
    CRITERION,
    /** One of the ten mistakes an initiative can make. */
    MISTAKE,
    /** One of the four dimensions of its health. */
    HEALTH;

    public boolean forLife() {
      return this == MISTAKE || this == HEALTH;
    }
  }
}
