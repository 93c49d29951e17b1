package io.pilotage.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the sample people answer, task by task, from {@code demo/answers.json}. Public for the test that walks a whole life. */
public final class SampleAnswers {

  private static final String FILE = "/demo/answers.json";

  private final Map<String, Map<String, Object>> byTask;

  private SampleAnswers(Map<String, Map<String, Object>> byTask) {
    this.byTask = byTask;
  }

  /** Reads the answers; words in braces are replaced: {@code {model}}, {@code {today}}, {@code {in30days}}, {@code {data}}. */
  public static SampleAnswers about(String model, String dataFolder) {
    try (var file = SampleAnswers.class.getResourceAsStream(FILE)) {
      var today = LocalDate.now(ZoneOffset.UTC);
      var text = new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .replace("{model}", model)
          .replace("{data}", dataFolder)
          .replace("{yesterday}", today.minusDays(1).toString())
          .replace("{today}", today.toString())
          .replace("{in30days}", today.plusDays(30).toString());
      return new SampleAnswers(new ObjectMapper().readValue(text, new TypeReference<LinkedHashMap<String, Map<String, Object>>>() {}));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The variables of a complete call as Camunda's REST interface takes them; nothing for a task the sample people leave alone. */
  public Optional<Map<String, Object>> to(String task) {
    return Optional.ofNullable(byTask.get(task)).map(answers -> {
      var variables = new LinkedHashMap<String, Object>();
      answers.forEach((name, value) -> variables.put(name, variable(value)));
      return Map.of("variables", variables);
    });
  }

  /** A list is sent as Tasklist sends it: JSON. */
  private static Object variable(Object value) {
    try {
      return value instanceof List ? Map.of("value", new ObjectMapper().writeValueAsString(value), "type", "Json") : Map.of("value", value);
    } catch (IOException cannotHappen) {
      throw new UncheckedIOException(cannotHappen);
    }
  }
}
