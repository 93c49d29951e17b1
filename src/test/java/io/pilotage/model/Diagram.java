package io.pilotage.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** A diagram as the structural tests read it: its elements, its boxes and its lines. */
record Diagram(String file, BpmnModelInstance model) {

  static List<Diagram> all() {
    return in(Path.of("bpmn"));
  }

  static List<Diagram> in(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".bpmn"))
          .sorted()
          .map(file -> new Diagram(
              file.getFileName().toString().replace(".bpmn", ""),
              Bpmn.readModelFromFile(file.toFile())))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Process process() {
    return all(Process.class).iterator().next();
  }

  <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
    return model.getModelElementsByType(type);
  }

  /** The box an element is drawn as; null when it is not drawn. */
  Box box(BaseElement element) {
    return all(BpmnShape.class).stream()
        .filter(shape -> element.equals(shape.getBpmnElement()))
        .map(BpmnShape::getBounds)
        .map(bounds -> new Box(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight()))
        .findFirst()
        .orElse(null);
  }

  List<Point> line(BaseElement flow) {
    return all(BpmnEdge.class).stream()
        .filter(edge -> flow.equals(edge.getBpmnElement()))
        .flatMap(edge -> edge.getWaypoints().stream())
        .map(Diagram::point)
        .toList();
  }

  String where(FlowElement element) {
    return file + " / "
        + (element.getName() == null ? element.getId() : element.getName().replace('\n', ' '));
  }

  private static Point point(Waypoint waypoint) {
    return new Point(waypoint.getX(), waypoint.getY());
  }

  /** {@code Sign off phase} becomes {@code SignOffPhase}. */
  static String camel(String label) {
    return words(label)
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }

  /** {@code Sign off phase} becomes {@code sign-off-phase}. */
  static String kebab(String label) {
    return words(label).map(String::toLowerCase).collect(Collectors.joining("-"));
  }

  private static java.util.stream.Stream<String> words(String label) {
    return Arrays.stream(label.split("[^A-Za-z0-9]+")).filter(word -> !word.isEmpty());
  }

  record Point(double x, double y) {}

  record Box(double x, double y, double width, double height) {

    double right() {
      return x + width;
    }

    double bottom() {
      return y + height;
    }

    double middle() {
      return y + height / 2;
    }

    boolean overlaps(Box other) {
      return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }

    boolean encloses(Box other) {
      return x <= other.x && y <= other.y && right() >= other.right() && bottom() >= other.bottom();
    }

    /** Whether a right-angled piece of line runs through the inside of this box. */
    boolean isCutBy(Point from, Point to) {
      var inside = new Box(x + 1, y + 1, width - 2, height - 2);
      return Math.min(from.x, to.x) < inside.right()
          && Math.max(from.x, to.x) > inside.x
          && Math.min(from.y, to.y) < inside.bottom()
          && Math.max(from.y, to.y) > inside.y;
    }
  }
}
