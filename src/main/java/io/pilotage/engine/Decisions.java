package io.pilotage.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.stereotype.Component;

/** Asks the decision tables that a business person may tune. */
@Component
public class Decisions {

  private final DecisionService decisions;
  private final OwnRights own;

  Decisions(DecisionService decisions, OwnRights own) {
    this.decisions = decisions;
    this.own = own;
  }

  /** The rows that matched, each as output name to value; an empty list when no rule fits. */
  public List<Map<String, Object>> rows(String table, Map<String, Object> inputs) {
    return own.call(() -> decisions.evaluateDecisionTableByKey(table, inputs).getResultList());
  }

  /** One output of every matching row. */
  public <T> List<T> column(
      String table, String output, Class<T> type, Map<String, Object> inputs) {
    return rows(table, inputs).stream()
        .map(row -> type.cast(row.get(output)))
        .collect(Collectors.toList());
  }
}
