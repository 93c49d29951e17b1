package io.pilotage.incident.activity;

import io.pilotage.engine.ProcessVariable;
import io.pilotage.incident.IncidentAction;
import io.pilotage.incident.IncidentKind;

/**
 * What an incident remembers between steps. What it is about lies in its table; these are its
 * number, gateway answers and form fields.
 */
public final class IncidentVariables {

  /** Number of the incident. */
  public static final ProcessVariable<Integer> INCIDENT = ProcessVariable.number("incident");
  /** What an incident turned out to be. */
  public static final ProcessVariable<IncidentKind> INCIDENT_KIND =
      ProcessVariable.choice("incidentKind", IncidentKind.class);
  /** What was found. */
  public static final ProcessVariable<String> FINDING = ProcessVariable.text("finding");
  /** What is done at once; drives the gateway "Action?". */
  public static final ProcessVariable<IncidentAction> INCIDENT_ACTION =
      ProcessVariable.choice("incidentAction", IncidentAction.class);
  /** What was learned from an incident. */
  public static final ProcessVariable<String> LESSON = ProcessVariable.text("lesson");

  private IncidentVariables() {}
}
