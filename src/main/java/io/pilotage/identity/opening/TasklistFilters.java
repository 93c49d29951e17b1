package io.pilotage.identity.opening;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * The filters Tasklist opens with. They are ours: every start puts them back as they are written
 * here.
 */
@Component
class TasklistFilters {

  /** What cards show of a process, as far as it has it. */
  private static final List<Map<String, String>> ON_CARDS = List.of(
      Map.of("name", "title", "label", "Initiative"),
      Map.of("name", "model", "label", "Model"),
      Map.of("name", "phase", "label", "Phase"),
      Map.of("name", "role", "label", "Role"),
      Map.of("name", "stage", "label", "Stage"),
      Map.of("name", "verdict", "label", "Verdict"));

  private final FilterService filters;
  private final TaskService tasks;
  private final Rights rights;

  TasklistFilters(FilterService filters, TaskService tasks, Rights rights) {
    this.filters = filters;
    this.tasks = tasks;
    this.rights = rights;
  }

  void refresh() {
    var wanted = wanted();
    int position = 0;
    for (var name : wanted.keySet()) save(name, wanted.get(name), position++);
  }

  private Map<String, Wanted> wanted() {
    var all = new LinkedHashMap<String, Wanted>();
    all.put(
        "Waiting on me",
        new Wanted(
            "Tasks of yours and of your groups",
            "#2f6f4f",
            query()
                .or()
                .taskAssigneeExpression("${currentUser()}")
                .taskCandidateGroupInExpression("${currentUserGroups()}")
                .includeAssignedTasks()
                .endOr()));
    all.put(
        "Overdue",
        new Wanted(
            "Everything whose due date has passed",
            "#b3412e",
            query().dueBeforeExpression("${now()}")));
    all.put("Phase 1 · Define", phase("define-problem", "DEFINE"));
    all.put("Phase 2 · Data", phase("prepare-data", "DATA"));
    all.put("Phase 3 · POC", phase("prove-concept", "POC"));
    all.put("Phase 4 · Productionize", phase("productionize-model", "PRODUCTIONIZE"));
    all.put("Phase 5 · Rollout", phase("roll-out-model", "ROLLOUT"));
    all.put("Phase 6 · Operate", phase("operate-model", "OPERATE"));
    all.put(
        "Weekly syncs",
        new Wanted(
            "Agendas, minutes and actions",
            "#5b6b7b",
            query().processDefinitionKey("weekly-sync")));
    all.put(
        "Rollbacks and incidents",
        new Wanted(
            "What went wrong and who looks after it",
            "#b3412e",
            query().processDefinitionKeyIn("roll-back-model", "handle-incident")));
    return all;
  }

  /** The phase's own tasks and those of its gate, which is one process for all phases. */
  private Wanted phase(String process, String phase) {
    return new Wanted(
        "What this phase waits for, its sign-offs included",
        "#2b5c8a",
        query()
            .or()
            .processDefinitionKey(process)
            .processVariableValueEquals("phase", phase)
            .endOr());
  }

  private TaskQuery query() {
    return tasks.createTaskQuery().active();
  }

  private void save(String name, Wanted wanted, int position) {
    var known = filters.createTaskFilterQuery().filterName(name).list();
    Filter filter = known.isEmpty() ? filters.newTaskFilter(name) : known.get(0);
    filter.setQuery(wanted.query());
    filter.setProperties(properties(wanted, position));
    rights.share(filters.saveFilter(filter).getId());
  }

  private static Map<String, Object> properties(Wanted wanted, int position) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("description", wanted.description());
    properties.put("priority", position);
    properties.put("color", wanted.color());
    properties.put("refresh", true);
    properties.put("showUndefinedVariable", false);
    properties.put("variables", ON_CARDS);
    return properties;
  }

  private record Wanted(String description, String color, TaskQuery query) {}
}
