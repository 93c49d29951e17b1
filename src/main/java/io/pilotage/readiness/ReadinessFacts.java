package io.pilotage.readiness;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.engine.Facts;
import io.pilotage.initiative.Initiatives;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.registry.Models;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * What people see beside the questions of this phase. Nothing is asked twice: limits come from the
 * charter.
 */
@Service
public class ReadinessFacts {

  private final Readiness readiness;
  private final Initiatives initiatives;
  private final Charters charters;
  private final Models models;
  private final Monitoring monitoring;
  private final MonitoringProbes probes;
  private final Rehearsals rehearsals;
  private final TestAlerts alerts;
  private final Risks risks;
  private final ExplanationDuty explanations;

  ReadinessFacts(
      Readiness readiness,
      Initiatives initiatives,
      Charters charters,
      Models models,
      Monitoring monitoring,
      MonitoringProbes probes,
      Rehearsals rehearsals,
      TestAlerts alerts,
      Risks risks,
      ExplanationDuty explanations) {
    this.readiness = readiness;
    this.initiatives = initiatives;
    this.charters = charters;
    this.models = models;
    this.monitoring = monitoring;
    this.probes = probes;
    this.rehearsals = rehearsals;
    this.alerts = alerts;
    this.risks = risks;
    this.explanations = explanations;
  }

  public Facts forRegistration(String initiative) {
    var facts = Facts.about().line("Initiative", initiatives.get(initiative).title());
    charters
        .of(initiative)
        .ifPresent(charter -> facts.line(
            "Fallback in the charter",
            charter.fallbackKind() == null ? null : charter.fallbackKind().words()));
    readiness
        .find(initiative, Registration.class)
        .ifPresent(known -> models
            .versions(known.answer().model())
            .forEach(version -> facts.line(
                "Version " + version.version(),
                version.state().label() + ", " + version.artifact())));
    return facts;
  }

  public Facts forServing(String initiative) {
    var facts = limits(initiative, about(initiative));
    charters
        .of(initiative)
        .map(Charter::targetVolumePerDay)
        .ifPresent(perDay -> facts.line(
            "Target volume in the charter",
            String.format(
                Locale.ROOT, "%.0f a day, %.2f a second on average", perDay, perDay / 86_400)));
    return facts;
  }

  public Facts forMonitoring(String initiative) {
    var facts = limits(initiative, about(initiative))
        .line("Monitoring answers", monitoring.available() ? "yes" : "no");
    probes.of(initiative).forEach(probe -> facts.line(probe.fact()));
    return facts;
  }

  public Facts forAlert(String initiative) {
    var facts = about(initiative);
    alerts
        .of(initiative)
        .ifPresent(alert -> facts
            .line("Test alert raised at", alert.raisedAt())
            .line("Came in at /api/alerts", arrival(alert)));
    readiness
        .find(initiative, MonitoringConnection.class)
        .ifPresent(connection -> facts
            .line("Called first", connection.answer().alertContact())
            .line("Called next", connection.answer().escalationContact()));
    probes.of(initiative).forEach(probe -> facts.line(probe.fact()));
    return facts;
  }

  public Facts forCompliance(String initiative) {
    var tier = initiatives.get(initiative).riskTier();
    var facts = about(initiative).line("Risk tier", tier == null ? null : words(tier));
    if (explanations.holds(initiative))
      facts.line("A method that explains a single decision is required.");
    return facts.line(
        "Risk register",
        risks.of(initiative).stream().map(Risk::title).collect(Collectors.joining("; ")));
  }

  public Facts forArchitecture(String initiative) {
    return limits(initiative, about(initiative))
        .line("A cache is worth a question from " + (int) ArchitectureRecord.WORTH_ASKING
            + " % repeated requests on: 80 % of a bill of 50,000 a month are 40,000.");
  }

  public Facts forRunbook(String initiative) {
    return drill(initiative, about(initiative));
  }

  public Facts forHandover(String initiative) {
    var facts = drill(initiative, about(initiative));
    readiness
        .find(initiative, Runbook.class)
        .ifPresent(runbook -> facts
            .line("Runbook", runbook.answer().runbookAddress())
            .line("Roll back by", runbook.answer().rollbackSteps())
            .line("On call", runbook.answer().onCall()));
    risks
        .of(initiative)
        .forEach(risk -> facts.line("Risk: " + risk.title(), "watched by " + risk.watchedBy()));
    return facts;
  }

  private static String arrival(TestAlert alert) {
    if (alert.arrived())
      return alert.arrivedAt() + ", after " + alert.onItsWay().toMillis() + " ms";
    return "no" + (alert.problem() == null ? "" : ": " + alert.problem());
  }

  private Facts about(String initiative) {
    var facts = Facts.about();
    readiness
        .find(initiative, Registration.class)
        .ifPresent(known -> facts
            .line("Model", known.answer().model())
            .line(
                "Serves today",
                known.answer().serving()
                    + (known.answer().first() ? " (the fallback, no model yet)" : "") + ", said by "
                    + known.by())
            .line("Candidate", known.answer().candidate()));
    return facts;
  }

  private Facts limits(String initiative, Facts facts) {
    charters.of(initiative).ifPresent(charter -> limits(charter, facts));
    return facts;
  }

  private static void limits(Charter charter, Facts facts) {
    facts
        .line("Latency limit in the charter (ms)", charter.latencyLimitMs())
        .line("Cost limit a month", charter.costLimitPerMonth())
        .line("Target quality", charter.targetQuality());
  }

  private Facts drill(String initiative, Facts facts) {
    rehearsals.latest(initiative).ifPresent(drill -> facts.line("Rollback drill", drill.fact()));
    return facts;
  }

  private static String words(Enum<?> constant) {
    return constant == null ? null : constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
