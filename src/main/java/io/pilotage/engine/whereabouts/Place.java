package io.pilotage.engine.whereabouts;

import java.time.Instant;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/**
 * One element of a diagram at which a process stands.
 *
 * @param name what the diagram calls it
 * @param about what its note says about it; may be missing
 * @param until when a timer rings, or a step is tried again
 * @param stuck whether it is not tried again by itself
 */
public record Place(
    String activity,
    String name,
    Wants wants,
    String about,
    Instant since,
    Instant until,
    boolean stuck) {

  static Place of(FlowNode element, String activity, Instant since, Instant until, boolean stuck) {
    // The engine has places of its own, as the frame around a task that many do at once.
    if (element == null)
      return new Place(activity, activity, Wants.PERSON, null, since, null, false);
    return new Place(
        activity,
        element.getName(),
        wants(element),
        element.getDocumentations().stream()
            .findFirst()
            .map(Documentation::getTextContent)
            .orElse(null),
        since,
        until,
        stuck);
  }

  private static Wants wants(FlowNode element) {
    if (element instanceof UserTask) return Wants.PERSON;
    if (element instanceof CallActivity) return Wants.PROCESS;
    if (element instanceof ServiceTask task && "external".equals(task.getCamundaType()))
      return Wants.WORKER;
    if (!(element instanceof CatchEvent event)) return Wants.STEP;
    var waits = event.getEventDefinitions();
    if (waits.stream().anyMatch(TimerEventDefinition.class::isInstance)) return Wants.TIME;
    return waits.stream().anyMatch(MessageEventDefinition.class::isInstance)
        ? Wants.NEWS
        : Wants.STEP;
  }
}
