package io.pilotage.readiness;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import io.pilotage.identity.People;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people answered on the way to production. The newest answer counts; the audit keeps the
 * earlier ones.
 */
@Service
public class Readiness {

  private final AnswerTable table;
  private final Ledger ledger;
  private final People people;
  private final Clock clock;

  Readiness(AnswerTable table, Ledger ledger, People people, Clock clock) {
    this.table = table;
    this.ledger = ledger;
    this.people = people;
    this.clock = clock;
  }

  /** Keeps an answer in the name of whoever is logged in. */
  @Transactional
  public void keep(String initiative, Record answer) {
    var by = people.currentOrSystem();
    table.save(initiative, new Answered<>(answer, by, clock.instant()));
    var kind = StoredAs.Name.of(answer.getClass()).replace('_', '-');
    ledger.record(initiative, by, kind + "-recorded", initiative, AnswerTable.values(answer));
  }

  public <T extends Record> Optional<Answered<T>> find(String initiative, Class<T> kind) {
    return table.find(initiative, kind);
  }

  /** The model of the initiative; refuses before it is registered. */
  public Registration registration(String initiative) {
    return find(initiative, Registration.class)
        .map(Answered::answer)
        .orElseThrow(() -> new Refusal(
            "model",
            "No model is registered for " + initiative
                + ". Complete the task “Register model” first."));
  }
}
