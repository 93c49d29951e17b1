package io.pilotage.dataset.activity;

import static io.pilotage.dataset.activity.DatasetVariables.*;

import io.pilotage.dataset.AuditRequest;
import io.pilotage.dataset.Audits;
import io.pilotage.dataset.DataAudit;
import io.pilotage.dataset.Uploads;
import io.pilotage.engine.Facts;
import io.pilotage.engine.UserTask;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks which data to audit; after a failed or refused audit it shows why. */
@Component
class AuditData implements UserTask {

  private final Audits audits;
  private final Uploads uploads;

  AuditData(Audits audits, Uploads uploads) {
    this.audits = audits;
    this.uploads = uploads;
  }

  @Override
  public void opened(DelegateTask task) {
    audits
        .of(task.getExecution().getProcessBusinessKey())
        .map(DataAudit::facts)
        .orElseGet(() -> Facts.about().line("No data has been audited yet."))
        .showOn(task);
    UPLOADS.set(
        task.getExecution(),
        OfferUploads.choices(uploads.of(task.getExecution().getProcessBusinessKey())));
    UPLOAD.set(task.getExecution(), null);
    LOCATION.set(task.getExecution(), null);
  }

  @Override
  public void completed(DelegateTask task) {
    audits.ask(
        task.getExecution().getProcessBusinessKey(),
        new AuditRequest(
            LOCATION.orElse(task, UPLOAD.orElse(task, null)),
            LABEL_COLUMN.orElse(task, null),
            POSITIVE_VALUE.orElse(task, null),
            TIME_COLUMN.orElse(task, null),
            List.of(GROUP_COLUMNS.orElse(task, "").split(",")),
            PREDICTION_COLUMN.orElse(task, null),
            List.of(MISSING_IN_GROUPS.orElse(task, "").split(","))));
  }
}
