package io.pilotage.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every form as people see it, on a desk and on a phone, with what the walks through the processes
 * left in {@code target/shown}. Runs after them, leaves its pictures in {@code target/forms}, and
 * refuses what nobody should be shown.
 */
@DisplayName("R4 Forms as pictures")
class FormPicturesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FORMS = Path.of("forms");
  private static final Path SHOWN = Path.of("target", "shown");
  // What the code calls things and machines write: an instant, a duration, a constant.
  private static final Pattern MACHINE_WORDS =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d|\\bPT?\\d+[DHMS]|\\b[A-Z]+_[A-Z]+\\b");
  // After a rework the charter is mended, not written anew: its questions come with what was
  // answered before.
  private static final Set<String> KEEP_THEIR_ANSWERS = Set.of(
      "assess-data",
      "classify-risk",
      "frame-problem",
      "link-strategy",
      "name-committee",
      "plan-fallback",
      "sketch-integration");
  private static final int DESK = 1280;
  private static final int PHONE = 400;

  // The widest sans-serif one meets (DejaVu, Verdana) takes a sixth more than the font we bring;
  // this is a little more.
  private static final String WIDER_FONT =
      ".fjs-container, .fjs-container * { letter-spacing: .1em }";

  private static final Map<Integer, FormViewer> viewers = new LinkedHashMap<>();
  private static FormViewer inAWiderFont;
  private static Chromium chromium;

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.start();
    for (var width : List.of(DESK, PHONE))
      viewers.put(width, FormViewer.at(chromium.window(width, 800)));
    inAWiderFont = FormViewer.at(chromium.window(DESK, 800)).styled(WIDER_FONT);
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) chromium.close();
    viewers.clear();
  }

  static Stream<String> forms() throws IOException {
    try (var files = Files.list(FORMS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".form"))
          .map(name -> name.substring(0, name.length() - 5))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void canBeShownToAnybody(String form) throws IOException {
    var schema = JSON.readTree(FORMS.resolve(form + ".form").toFile());
    var shown = SHOWN.resolve(form + ".json");
    assumeTrue(
        Files.exists(shown) || !schema.toString().contains("{{"),
        "left out: run the process tests first, they show what “" + form + "” shows");
    var variables = Files.exists(shown) ? JSON.readTree(shown.toFile()) : JSON.createObjectNode();

    viewers.forEach((width, viewer) -> {
      viewer.show(schema, variables);
      viewer.picture(Path.of("target", "forms", form + "-" + width + ".png"));

      assertSoftly(softly -> {
        softly
            .assertThat(viewer.troubles())
            .as("what form-js complains about in “%s”", form)
            .isEmpty();
        softly
            .assertThat(viewer.hidesOnTheRight())
            .as("what “%s” hides at %d pixels", form, width)
            .isEmpty();
        if (width != PHONE)
          softly
              .assertThat(viewer.answersThatDoNotFit(schema))
              .as("answers cut off in “%s” at %d pixels", form, width)
              .isEmpty();
        softly
            .assertThat(viewer.text())
            .as("“%s” speaks to people", form)
            .doesNotContain("{{", "}}")
            .doesNotContainPattern(MACHINE_WORDS);
        if (!KEEP_THEIR_ANSWERS.contains(form))
          softly
              .assertThat(viewer.preselected())
              .as("questions of “%s” that come with an answer", form)
              .isEmpty();
      });
    });
  }

  @ParameterizedTest
  @MethodSource("forms")
  @DisplayName("No box and no form leans on how wide the letters of a font are")
  void holdsItsAnswersInAnyFont(String form) throws IOException {
    var schema = JSON.readTree(FORMS.resolve(form + ".form").toFile());
    inAWiderFont.show(schema, JSON.createObjectNode());
    inAWiderFont.picture(Path.of("target", "forms", form + "-wide.png"));

    assertThat(inAWiderFont.answersThatDoNotFit(schema)).as("answers cut off").isEmpty();
    assertThat(inAWiderFont.hidesOnTheRight()).as("what is hidden").isEmpty();
  }
}
