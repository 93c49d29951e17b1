package io.pilotage.engine;

import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.task.IdentityLink;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Gives every user task a name with initiative and role, and tells the product that somebody is
 * waited for.
 */
@Component
class TaskAnnouncer extends AbstractBpmnParseListener implements TaskListener {

  private final ApplicationEventPublisher events;

  TaskAnnouncer(ApplicationEventPublisher events) {
    this.events = events;
  }

  @Override
  public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    ((UserTaskActivityBehavior) activity.getActivityBehavior())
        .getTaskDefinition()
        .addBuiltInTaskListener(EVENTNAME_CREATE, this);
  }

  @Override
  public void notify(DelegateTask task) {
    var initiative = task.getExecution().getProcessBusinessKey();
    var group = task.getCandidates().stream()
        .map(IdentityLink::getGroupId)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
    task.setName(String.join(
        " · ",
        task.getName(),
        Objects.toString(initiative, "no initiative"),
        Objects.toString(group, "anyone")));
    events.publishEvent(new TaskOpened(
        task.getId(),
        task.getName(),
        task.getTaskDefinitionKey(),
        task.getProcessDefinitionId().split(":")[0],
        initiative,
        group,
        task.getAssignee(),
        task.getDueDate() == null ? null : task.getDueDate().toInstant()));
  }
}
