package io.pilotage.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.mlflow.MlflowServer;
import io.pilotage.mlflow.MlflowTrouble;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** MLflow's tracking: experiments by their name, and their finished runs. */
@Component
@ConditionalOnProperty("pilotage.experiment.mlflow.url")
class MlflowRuns {

  private final MlflowServer server;
  private final MlflowProperties properties;

  MlflowRuns(MlflowProperties properties) {
    this.server = new MlflowServer(properties.url(), properties.token(), properties.timeout());
    this.properties = properties;
  }

  /** The number of an experiment; nothing when MLflow has none of that name. */
  Optional<String> experiment(String name) throws MlflowTrouble {
    try {
      return Optional.of(server
              .get("experiments/get-by-name", Map.of("experiment_name", name))
              .path("experiment")
              .path("experiment_id")
              .asText())
          .filter(id -> !id.isBlank());
    } catch (MlflowTrouble trouble) {
      if (trouble.isUnknown()) return Optional.empty();
      throw trouble;
    }
  }

  /**
   * The finished runs not taken yet, oldest first. Reading ends at a page of which everything is
   * taken: what is older was looked at before.
   */
  List<MlflowRun> finished(String experiment, Predicate<String> taken) throws MlflowTrouble {
    var found = new ArrayList<MlflowRun>();
    String next = null;
    for (int page = 0; page < properties.pages(); page++) {
      var answer = server.post("runs/search", search(experiment, next));
      var before = found.size();
      for (var run : answer.path("runs")) add(run, taken, found);
      next = answer.path("next_page_token").asText("");
      if (next.isEmpty() || found.size() == before) break;
    }
    found.sort(Comparator.comparing(MlflowRun::endedAt).thenComparing(MlflowRun::id));
    return found;
  }

  private static void add(JsonNode node, Predicate<String> taken, List<MlflowRun> found) {
    var run = MlflowRun.of(node);
    if (run.isFinished()
        && !taken.test(run.id())
        && found.stream().noneMatch(known -> known.id().equals(run.id()))) found.add(run);
  }

  private Map<String, Object> search(String experiment, String next) {
    var search = new LinkedHashMap<String, Object>();
    search.put("experiment_ids", List.of(experiment));
    search.put("filter", "attributes.status = 'FINISHED'");
    search.put("run_view_type", "ACTIVE_ONLY");
    search.put("max_results", properties.pageSize());
    search.put("order_by", List.of("attributes.end_time DESC"));
    if (next != null) search.put("page_token", next);
    return search;
  }
}
