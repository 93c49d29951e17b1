package io.pilotage.identity.rest;

import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.task.IdentityLink;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * A task is answered by the group it asks. The engine would take the answer of whoever has a right
 * to the task: of administrators, who have every right, and of anybody it was assigned to.
 */
@Component
class TasksOfTheirs extends AbstractProcessEnginePlugin {

  // Fetched late: people are asked of the engine that this makes.
  private final ObjectProvider<People> people;

  TasksOfTheirs(ObjectProvider<People> people) {
    this.people = people;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    var listeners = new ArrayList<BpmnParseListener>();
    if (engine.getCustomPreBPMNParseListeners() != null)
      listeners.addAll(engine.getCustomPreBPMNParseListeners());
    listeners.add(new Answers());
    engine.setCustomPreBPMNParseListeners(listeners);
  }

  private void answered(DelegateTask task) {
    var groups = task.getCandidates().stream()
        .map(IdentityLink::getGroupId)
        .filter(Objects::nonNull)
        .toList();
    if (groups.isEmpty()) return;
    people.getObject().current().ifPresent(user -> refuseOthers(user, groups));
  }

  private void refuseOthers(String user, List<String> groups) {
    var mine = people.getObject().groupsOf(user);
    Refusal.unless(
        groups.stream().anyMatch(mine::contains),
        "task",
        "Only members of “" + String.join("” or “", groups) + "” can answer this task, and “" + user
            + "” is not one. Please ask one of them; an administrator answers in nobody's place.");
  }

  /** Hears of every answer to a task of any diagram. */
  private class Answers extends AbstractBpmnParseListener implements TaskListener {

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      ((UserTaskActivityBehavior) activity.getActivityBehavior())
          .getTaskDefinition()
          .addBuiltInTaskListener(EVENTNAME_COMPLETE, this);
    }

    @Override
    public void notify(DelegateTask task) {
      answered(task);
    }
  }
}
