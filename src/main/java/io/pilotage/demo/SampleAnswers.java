package io.pilotage.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the sample people answer, task by task, from {@code demo/answers.json}. Public for the test
 * that walks a whole life.
 */
public final class SampleAnswers {

  private static final String FILE = "/demo/answers.json";
  private static final String AGREE = "{agree with every row}";
  private static final String AS_SHOWN = "{as shown}";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, Object>> byTask;

  private SampleAnswers(Map<String, Map<String, Object>> byTask) {
    this.byTask = byTask;
  }

  /**
   * Reads the answers; words in braces are replaced: {@code {model}}, {@code {today}},
   * {@code {in30days}}, {@code {data}}.
   */
  public static SampleAnswers about(String model, String dataFolder) {
    try (var file = SampleAnswers.class.getResourceAsStream(FILE)) {
      var today = LocalDate.now(ZoneOffset.UTC);
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .replace("{model}", model)
          .replace("{data}", dataFolder)
          .replace("{yesterday}", today.minusDays(1).toString())
          .replace("{today}", today.toString())
          .replace("{in30days}", today.plusDays(30).toString());
      return new SampleAnswers(
          JSON.readValue(text, new TypeReference<LinkedHashMap<String, Map<String, Object>>>() {}));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * The variables of a complete call as Camunda's REST interface takes them; nothing for a task the
   * sample people leave alone.
   *
   * @param shown what the open task shows under a name, for answers that repeat its rows or agree
   *     with each
   */
  public Optional<Map<String, Object>> to(String task, Function<String, JsonNode> shown) {
    return Optional.ofNullable(byTask.get(task)).map(answers -> {
      var variables = new LinkedHashMap<String, Object>();
      answers.forEach((name, value) ->
          variables.put(name, variable(given(value, () -> rows(shown.apply(name))))));
      return Map.of("variables", variables);
    });
  }

  /** The answer itself, or the rows the task shows: unchanged, or agreed with. */
  private static Object given(Object answer, Supplier<JsonNode> rows) {
    if (AS_SHOWN.equals(answer)) return listOf(rows.get());
    return AGREE.equals(answer)
        ? listOf(rows.get()).stream()
            .map(row -> ((ObjectNode) row).put("opinion", "AGREE"))
            .toList()
        : answer;
  }

  private static List<JsonNode> listOf(JsonNode rows) {
    var list = new ArrayList<JsonNode>();
    rows.forEach(row -> list.add(row.deepCopy()));
    return list;
  }

  /** The engine shows a list as JSON or as a text that holds JSON. */
  private static JsonNode rows(JsonNode shown) {
    return shown.isTextual() ? read(shown.asText()) : shown;
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }

  /** A list is sent as Tasklist sends it: JSON. */
  private static Object variable(Object value) {
    try {
      return value instanceof List
          ? Map.of("value", JSON.writeValueAsString(value), "type", "Json")
          : Map.of("value", value);
    } catch (IOException cannotHappen) {
      throw new UncheckedIOException(cannotHappen);
    }
  }
}
