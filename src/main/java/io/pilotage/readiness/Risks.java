package io.pilotage.readiness;

import io.pilotage.audit.Ledger;
import io.pilotage.identity.People;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The risk register of an initiative. It starts with eight risks that every model in production
 * carries.
 */
@Service
public class Risks {

  static final List<Risk> SEEDS = List.of(
      new Risk(
          "distribution-shift",
          "model",
          "Inputs move away from the training data",
          "input-drift watch"),
      new Risk(
          "adversarial-input",
          "model",
          "Inputs are made to mislead the model",
          "prediction-drift watch, incident of kind adversarial attack"),
      new Risk(
          "concept-drift",
          "model",
          "The world changes so that right answers become wrong",
          "accuracy watch, retraining"),
      new Risk(
          "unauthorised-deployment",
          "governance",
          "A version serves that nobody approved",
          "registry against predictions seen"),
      new Risk(
          "missing-audit-trail",
          "governance",
          "It cannot be shown who decided what",
          "append-only audit"),
      new Risk(
          "regulatory-breach",
          "governance",
          "A duty of the regulator is missed",
          "compliance checklist, quarterly governance review"),
      new Risk(
          "silent-failure",
          "system",
          "The model answers nothing or nonsense and nobody notices",
          "silence alarm, freshness of every signal"),
      new Risk(
          "cascading-failure",
          "system",
          "A failure spreads to the systems that call the model",
          "error-rate and latency watch, fallback"));

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final People people;

  Risks(JdbcClient jdbc, Ledger ledger, People people) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.people = people;
  }

  /** Opens the register with its seeds; does nothing when it is open already. */
  @Transactional
  public void seed(String initiative) {
    if (!of(initiative).isEmpty()) return;
    SEEDS.forEach(risk -> add(initiative, risk));
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "risk-register-opened",
        initiative,
        Map.of("risks", SEEDS.size()));
  }

  /** The register, by kind; empty before the initiative has a model. */
  public List<Risk> of(String initiative) {
    return jdbc.sql(
            "select code, kind, title, watched_by from readiness_risk where initiative = ? order by kind, code")
        .param(initiative)
        .query((row, number) ->
            new Risk(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
        .list();
  }

  private void add(String initiative, Risk risk) {
    jdbc.sql(
            "insert into readiness_risk (initiative, code, kind, title, watched_by) values (?, ?, ?, ?, ?)")
        .params(initiative, risk.code(), risk.kind(), risk.title(), risk.watchedBy())
        .update();
  }
}
