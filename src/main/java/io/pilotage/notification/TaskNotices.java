package io.pilotage.notification;

import io.pilotage.engine.TaskOpened;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells whoever a task waits for, in the transaction that opens it. */
@Component
class TaskNotices {

  private final Notices notices;
  private final NotificationProperties properties;

  TaskNotices(Notices notices, NotificationProperties properties) {
    this.notices = notices;
    this.properties = properties;
  }

  @EventListener
  void on(TaskOpened opened) {
    var subject = "Waiting for you: " + opened.name();
    var text = text(opened);
    if (opened.assignee() != null) {
      notices.tellPerson(opened.assignee(), opened.initiative(), Kind.TASK_WAITING, subject, text);
    } else if (opened.group() != null) {
      notices.tellGroup(opened.group(), opened.initiative(), Kind.TASK_WAITING, subject, text);
    }
  }

  private String text(TaskOpened opened) {
    var due = opened.due() == null
        ? ""
        : "It is due on " + opened.due().toString().substring(0, 16).replace('T', ' ') + " UTC.\n";
    return "A task is waiting for you in Pilotage: " + opened.name() + ".\n" + due + "\nOpen it: "
        + properties.taskLink(opened.task()) + "\n";
  }
}
