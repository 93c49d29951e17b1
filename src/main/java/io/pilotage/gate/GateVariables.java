package io.pilotage.gate;

import io.pilotage.engine.ProcessVariable;
import io.pilotage.initiative.Phase;
import java.time.LocalDate;
import java.util.List;

/** What the sign-off gate remembers between steps. None of these opens a gate: the tables do. */
public final class GateVariables {

  /** The phase whose gate this is; given by the calling phase. */
  public static final ProcessVariable<Phase> PHASE = ProcessVariable.choice("phase", Phase.class);
  /**
   * How the gate was decided; answered to the calling phase, written from the tables by the last
   * step.
   */
  public static final ProcessVariable<GateDecision> GATE_DECISION =
      ProcessVariable.choice("gateDecision", GateDecision.class);
  /** The roles that have to sign: one task each. */
  public static final ProcessVariable<List<String>> ROLES = ProcessVariable.texts("roles");
  /** The role one task asks. */
  public static final ProcessVariable<String> ROLE = ProcessVariable.text("role");
  /** What counting the signatures gave; drives the gateway "Outcome?". */
  public static final ProcessVariable<Tally> TALLY = ProcessVariable.choice("tally", Tally.class);
  /** A signer's answer. */
  public static final ProcessVariable<SignOffDecision> DECISION =
      ProcessVariable.choice("decision", SignOffDecision.class);
  /** A signer's words; demanded with every "no". */
  public static final ProcessVariable<String> COMMENT = ProcessVariable.text("comment");
  /** Why it is rework or stop. */
  public static final ProcessVariable<Cause> CAUSE = ProcessVariable.choice("cause", Cause.class);
  /** Whether the open criteria are waived. */
  public static final ProcessVariable<WaiverDecision> WAIVER =
      ProcessVariable.choice("waiver", WaiverDecision.class);
  /** Why the open criteria may, or may not, stay open for now. */
  public static final ProcessVariable<String> WAIVER_REASON = ProcessVariable.text("waiverReason");
  /** Last day on which the waiver holds. */
  public static final ProcessVariable<LocalDate> WAIVER_UNTIL = ProcessVariable.date("waiverUntil");

  private GateVariables() {}
}
