package io.pilotage.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * How a form speaks: first what is asked and what happens next, then the facts, then questions with
 * their units. Each rule is seen to fail on a broken sample. How a form looks is the matter of
 * {@code FormPicturesIT}.
 */
class FormStyleTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WHAT_HAPPENS_NEXT = Pattern.compile(
      "\\b(next|then|afterwards|later|at once|when you press)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNIT = Pattern.compile("\\(.+\\)|percent|currency|milliseconds");
  private static final int LONGEST_INTRODUCTION = 260;
  private static final int LONGEST_LABEL = 80;

  @Test
  void everyFormSaysWhatItAsksAndWhatHappensNext() throws IOException {
    assertThat(complaints(Path.of("forms"))).isEmpty();
  }

  @Test
  void everyRuleCanFail() throws IOException {
    var found = String.join("\n", complaints(Path.of("src/test/resources/broken")));

    assertThat(found)
        .contains(
            "does not begin with a text",
            "does not say what happens next",
            "is too long to be read",
            "comes with an answer",
            "has no unit",
            "has a label of",
            "hides its sixth row");
  }

  private static List<String> complaints(Path folder) throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.list(folder)) {
      for (var file :
          files.filter(name -> name.toString().endsWith(".form")).sorted().toList()) {
        var components = JSON.readTree(file.toFile()).path("components");
        var form = file.getFileName().toString();
        introduction(form, components.path(0), found);
        questions(form, "", components, found);
      }
    }
    return found;
  }

  private static void introduction(String form, JsonNode first, List<String> found) {
    var text = first.path("text").asText();
    if (!"text".equals(first.path("type").asText()) || text.contains("{{")) {
      found.add(form + " does not begin with a text that says what is asked");
      return;
    }
    if (!WHAT_HAPPENS_NEXT.matcher(text).find())
      found.add(form + " does not say what happens next: " + text);
    if (text.length() > LONGEST_INTRODUCTION)
      found.add(
          form + ": its introduction is too long to be read: " + text.length() + " characters");
  }

  private static void questions(String form, String list, JsonNode components, List<String> found) {
    for (var question : components) {
      var name =
          form + " / " + question.path("key").asText(question.path("path").asText());
      if ("radio".equals(question.path("type").asText()) && question.has("defaultValue"))
        found.add(name + " comes with an answer");
      if ("number".equals(question.path("type").asText()) && !hasUnit(question, list, components))
        found.add(name + " has no unit");
      if ("dynamiclist".equals(question.path("type").asText())
          && !question.path("disableCollapse").asBoolean())
        found.add(name + " hides its sixth row");
      if (question.path("label").asText().length() > LONGEST_LABEL)
        found.add(name + " has a label of more than " + LONGEST_LABEL + " characters");
      questions(form, question.path("label").asText(), question.path("components"), found);
    }
  }

  /** Named in the label, for the whole list, or asked for right beside it. */
  private static boolean hasUnit(JsonNode number, String list, JsonNode beside) {
    if (UNIT.matcher(number.path("label").asText() + list).find()) return true;
    for (var other : beside) if ("unit".equals(other.path("key").asText())) return true;
    return false;
  }
}
