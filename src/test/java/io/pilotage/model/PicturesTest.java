package io.pilotage.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;

/**
 * The pictures in {@code docs/pictures} show the diagrams of today, and look right in whatever
 * sans-serif font a reader has: a label stands on its middle, so that a wider font grows to both
 * sides instead of over a border.
 */
class PicturesTest {

  private static final Path PICTURES = Path.of("docs/pictures");

  /** One drawn element: its id, and its text when it has one. */
  private static final Pattern DRAWN = Pattern.compile(
      "data-element-id=\"([^\"]+)\"(?:(?!data-element-id).)*?(<text.*?</text>)", Pattern.DOTALL);

  private static final Pattern LINE = Pattern.compile("<tspan([^>]*)>([^<]*)");

  @Test
  void everyDiagramHasItsPictureOfToday() {
    assertThat(Diagram.all())
        .isNotEmpty()
        .flatExtracting(diagram -> complaints(diagram, picture(diagram)))
        .as("draw them anew: docs/render-diagrams.sh")
        .isEmpty();
  }

  @Test
  void olderAndLeftAlignedPicturesAreFound() {
    var diagram = Diagram.all().get(0);
    var picture = picture(diagram);
    var label = diagram.all(FlowElement.class).stream()
        .map(FlowElement::getName)
        .filter(name -> name != null && !name.isBlank())
        .findFirst()
        .orElseThrow();
    var word = label.split("\\s")[0];

    assertThat(complaints(diagram, picture.replace(">" + word, ">Renamed")))
        .anyMatch(said -> said.contains("does not show"));
    assertThat(complaints(diagram, picture.replace(" text-anchor=\"middle\"", "")))
        .anyMatch(said -> said.contains("does not stand on its middle"));
  }

  private static List<String> complaints(Diagram diagram, String picture) {
    var complaints = new ArrayList<String>();
    var shown = new HashMap<String, String>();
    var drawn = DRAWN.matcher(picture);
    while (drawn.find()) {
      var id = drawn.group(1).replaceFirst("_label$", "");
      var text = new StringBuilder();
      var line = LINE.matcher(drawn.group(2));
      while (line.find()) {
        text.append(HtmlUtils.htmlUnescape(line.group(2)));
        if (isNamed(diagram, id) && !line.group(1).contains("text-anchor=\"middle\""))
          complaints.add(diagram.file() + ": “" + line.group(2) + "” does not stand on its middle");
      }
      shown.put(id, packed(text.toString()));
    }
    for (var element : diagram.all(FlowElement.class)) {
      if (element.getName() == null || element.getName().isBlank()) continue;
      if (!packed(element.getName()).equals(shown.get(element.getId())))
        complaints.add(diagram.file() + ".svg does not show “" + element.getName() + "”");
    }
    return complaints;
  }

  private static boolean isNamed(Diagram diagram, String id) {
    return diagram.model().getModelElementById(id) instanceof FlowElement;
  }

  /** Where a name is wrapped depends on the font it was drawn with. */
  private static String packed(String name) {
    return name.replaceAll("\\s", "");
  }

  private static String picture(Diagram diagram) {
    try {
      return Files.readString(PICTURES.resolve(diagram.file() + ".svg"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
