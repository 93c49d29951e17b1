package io.pilotage.dataset.activity;

import static io.pilotage.dataset.activity.DatasetVariables.UPLOADS;

import io.pilotage.dataset.DataUploaded;
import io.pilotage.dataset.Upload;
import io.pilotage.dataset.Uploads;
import io.pilotage.dataset.activity.DatasetVariables.Choice;
import io.pilotage.engine.OwnRights;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets a file be chosen that arrives while “Audit data” is open already: a form shows what its
 * variables held when it was opened.
 */
@Component
class OfferUploads {

  private final Uploads uploads;
  private final TaskService tasks;
  private final RuntimeService runtime;
  private final OwnRights own;

  OfferUploads(Uploads uploads, TaskService tasks, RuntimeService runtime, OwnRights own) {
    this.uploads = uploads;
    this.tasks = tasks;
    this.runtime = runtime;
    this.own = own;
  }

  @EventListener
  void offer(DataUploaded arrived) {
    var choices = UPLOADS.raw(choices(uploads.of(arrived.initiative())));
    own.run(() -> tasks
        .createTaskQuery()
        .taskDefinitionKey("Task_AuditData")
        .processInstanceBusinessKey(arrived.initiative())
        .list()
        .forEach(task -> runtime.setVariable(task.getExecutionId(), UPLOADS.name(), choices)));
  }

  static List<Choice> choices(List<Upload> uploads) {
    return uploads.stream()
        .limit(50)
        .map(upload -> new Choice(
            upload.location(),
            upload.location().substring(upload.location().indexOf('/') + 1) + ", "
                + Math.max(1, upload.bytes() >> 10) + " kB, "
                + upload.at().toString().substring(0, 10)))
        .toList();
  }
}
