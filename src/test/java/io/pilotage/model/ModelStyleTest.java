package io.pilotage.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.model.Diagram.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;

/**
 * The drawing rules of the house, read from every diagram. Each rule is seen to fail on a diagram
 * broken on purpose.
 */
class ModelStyleTest {

  private static final Pattern GENERATED =
      Pattern.compile("(Activity|Gateway|Event|Flow|Process)_[0-9a-z]{7}");
  private static final Pattern ID =
      Pattern.compile("(Start|End|Task|Call|Sub|Gateway|Catch|Throw|Boundary|Flow)_[A-Za-z0-9_]+");
  private static final Pattern EMPTY_VERB =
      Pattern.compile("(?i)(process|handle|manage|perform|check status)\\b.*");

  @Test
  void diagramsKeepTheHouseStyle() {
    var diagrams = Diagram.all();

    assertThat(diagrams).isNotEmpty();
    assertThat(diagrams).flatExtracting(ModelStyleTest::complaints).isEmpty();
  }

  @Test
  void everyRuleCanFail() {
    var broken = Diagram.in(Path.of("src/test/resources/broken")).stream()
        .filter(diagram -> diagram.file().equals("broken-style"))
        .findFirst()
        .orElseThrow();

    var complaints = String.join("\n", complaints(broken));

    assertThat(complaints)
        .contains(
            "generated id",
            "no label",
            "is not a question",
            "has no answer",
            "no default",
            "slanted",
            "not of standard size",
            "implicit split",
            "implicit join",
            "overlaps",
            "runs through",
            "cross",
            "inclusive",
            "needs a documentation",
            "needs a due date",
            "does not say what is waited for",
            "empty verb",
            "not drawn",
            "not on the centre line");
  }

  private static List<String> complaints(Diagram diagram) {
    var found = new ArrayList<String>();
    diagram.all(FlowElement.class).forEach(element -> names(diagram, element, found));
    diagram.all(FlowNode.class).forEach(node -> flows(diagram, node, found));
    diagram.all(ExclusiveGateway.class).forEach(gateway -> questions(diagram, gateway, found));
    diagram.all(UserTask.class).forEach(task -> people(diagram, task, found));
    diagram.all(IntermediateCatchEvent.class).forEach(event -> waits(diagram, event, found));
    diagram
        .all(InclusiveGateway.class)
        .forEach(gateway -> found.add(diagram.where(gateway) + " is an inclusive gateway"));
    drawing(diagram, found);
    return found;
  }

  private static void names(Diagram diagram, FlowElement element, List<String> found) {
    if (GENERATED.matcher(element.getId()).matches())
      found.add(diagram.where(element) + " has a generated id");
    else if (!ID.matcher(element.getId()).matches())
      found.add(
          diagram.where(element) + " has an id without the prefix of its kind: " + element.getId());
    if (element instanceof Activity || element instanceof Event) {
      if (element.getName() == null || element.getName().isBlank())
        found.add(diagram.where(element) + " has no label");
      else if (element instanceof Task && EMPTY_VERB.matcher(element.getName()).matches())
        found.add(diagram.where(element) + " begins with an empty verb");
    }
  }

  private static void flows(Diagram diagram, FlowNode node, List<String> found) {
    if (node instanceof Gateway) return;
    if (node.getIncoming().size() > 1) found.add(diagram.where(node) + " is an implicit join");
    if (node.getOutgoing().size() > 1) found.add(diagram.where(node) + " is an implicit split");
    var eventSubProcess = node instanceof SubProcess sub && sub.triggeredByEvent();
    if (!eventSubProcess
        && !(node instanceof StartEvent)
        && !(node instanceof BoundaryEvent)
        && node.getIncoming().isEmpty()) {
      found.add(diagram.where(node) + " is never reached");
    }
    if (!eventSubProcess && !(node instanceof EndEvent) && node.getOutgoing().isEmpty())
      found.add(diagram.where(node) + " leads nowhere");
  }

  private static void questions(Diagram diagram, ExclusiveGateway gateway, List<String> found) {
    if (gateway.getOutgoing().size() < 2) {
      if (gateway.getName() != null)
        found.add(diagram.where(gateway) + " only joins and needs no label");
      return;
    }
    if (gateway.getName() == null || !gateway.getName().endsWith("?"))
      found.add(diagram.where(gateway) + " is not a question");
    if (gateway.getDefault() == null) found.add(diagram.where(gateway) + " has no default flow");
    for (var answer : gateway.getOutgoing()) {
      if (answer.getName() == null)
        found.add(diagram.where(gateway) + " has no answer on " + answer.getId());
      if (answer.equals(gateway.getDefault()) == (answer.getConditionExpression() != null)) {
        found.add(diagram.where(gateway) + ": " + answer.getId()
            + " must be either the default or conditional");
      }
    }
  }

  /** The page of an initiative shows the note beside the wait. */
  private static void waits(Diagram diagram, IntermediateCatchEvent event, List<String> found) {
    if (event.getDocumentations().isEmpty())
      found.add(diagram.where(event) + " does not say what is waited for");
  }

  private static void people(Diagram diagram, UserTask task, List<String> found) {
    if (task.getDocumentations().isEmpty())
      found.add(diagram.where(task) + " needs a documentation");
    if (task.getCamundaDueDate() == null) found.add(diagram.where(task) + " needs a due date");
    if (task.getCamundaCandidateGroups() == null)
      found.add(diagram.where(task) + " needs a candidate group");
  }

  private static void drawing(Diagram diagram, List<String> found) {
    var nodes = List.copyOf(diagram.all(FlowNode.class));
    for (var node : nodes) {
      var box = diagram.box(node);
      if (box == null) {
        found.add(diagram.where(node) + " is not drawn");
        continue;
      }
      var standard = node instanceof Gateway
          ? List.of(50.0, 50.0)
          : node instanceof Event ? List.of(36.0, 36.0) : List.of(100.0, 80.0);
      if (!(node instanceof SubProcess) && !List.of(box.width(), box.height()).equals(standard))
        found.add(diagram.where(node) + " is not of standard size");
    }
    overlaps(diagram, nodes, found);
    centreLine(diagram, found);
    var lines = diagram.all(SequenceFlow.class).stream()
        .collect(java.util.stream.Collectors.toMap(flow -> flow, diagram::line));
    lines.forEach((flow, line) -> lines(diagram, flow, line, nodes, found));
    crossings(diagram, lines, found);
  }

  private static void overlaps(Diagram diagram, List<FlowNode> nodes, List<String> found) {
    for (int i = 0; i < nodes.size(); i++) {
      for (int j = i + 1; j < nodes.size(); j++) {
        var one = diagram.box(nodes.get(i));
        var other = diagram.box(nodes.get(j));
        if (one == null
            || other == null
            || nodes.get(i) instanceof BoundaryEvent
            || nodes.get(j) instanceof BoundaryEvent) continue;
        if (one.overlaps(other) && !one.encloses(other) && !other.encloses(one)) {
          found.add(diagram.where(nodes.get(i)) + " overlaps " + nodes.get(j).getName());
        }
      }
    }
  }

  /** The start and at least one end of a process share one line, on which the happy path runs. */
  private static void centreLine(Diagram diagram, List<String> found) {
    var top = diagram.process().getFlowElements();
    var ends = top.stream()
        .filter(EndEvent.class::isInstance)
        .map(diagram::box)
        .filter(box -> box != null)
        .map(Diagram.Box::middle)
        .toList();
    top.stream()
        .filter(StartEvent.class::isInstance)
        .filter(start ->
            diagram.box(start) != null && !ends.contains(diagram.box(start).middle()))
        .forEach(start -> found.add(diagram.where(start) + " is not on the centre line of an end"));
  }

  private static void lines(
      Diagram diagram,
      SequenceFlow flow,
      List<Point> line,
      List<FlowNode> nodes,
      List<String> found) {
    if (line.size() < 2) found.add(diagram.where(flow) + " is not drawn");
    for (int i = 1; i < line.size(); i++) {
      var from = line.get(i - 1);
      var to = line.get(i);
      if (from.x() != to.x() && from.y() != to.y()) found.add(diagram.where(flow) + " is slanted");
      for (var node : nodes) {
        var box = diagram.box(node);
        var ends = node.equals(flow.getSource())
            || node.equals(flow.getTarget())
            || isHost(node, flow.getSource());
        if (box != null && !ends && !(node instanceof SubProcess) && box.isCutBy(from, to))
          found.add(diagram.where(flow) + " runs through " + node.getName());
      }
    }
  }

  private static boolean isHost(FlowNode node, FlowNode source) {
    return source instanceof BoundaryEvent boundary && node.equals(boundary.getAttachedTo());
  }

  private static void crossings(
      Diagram diagram, Map<SequenceFlow, List<Point>> lines, List<String> found) {
    var flows = List.copyOf(lines.keySet());
    for (int i = 0; i < flows.size(); i++) {
      for (int j = i + 1; j < flows.size(); j++) {
        if (cross(lines.get(flows.get(i)), lines.get(flows.get(j))))
          found.add(diagram.file() + ": " + flows.get(i).getId() + " and "
              + flows.get(j).getId() + " cross");
      }
    }
  }

  private static boolean cross(List<Point> one, List<Point> other) {
    for (int i = 1; i < one.size(); i++) {
      for (int j = 1; j < other.size(); j++) {
        if (cross(one.get(i - 1), one.get(i), other.get(j - 1), other.get(j))
            || cross(other.get(j - 1), other.get(j), one.get(i - 1), one.get(i))) return true;
      }
    }
    return false;
  }

  /** Whether a level piece and an upright piece meet in the inside of both. */
  private static boolean cross(Point a, Point b, Point c, Point d) {
    return a.y() == b.y()
        && c.x() == d.x()
        && Math.min(a.x(), b.x()) < c.x()
        && c.x() < Math.max(a.x(), b.x())
        && Math.min(c.y(), d.y()) < a.y()
        && a.y() < Math.max(c.y(), d.y());
  }
}
