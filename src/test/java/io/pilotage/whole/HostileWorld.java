package io.pilotage.whole;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.demo.SampleAnswers;
import io.pilotage.demo.SampleData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The finished jar with one initiative in the middle of its rollout, and what nobody may change
 * from outside.
 */
public final class HostileWorld implements AutoCloseable {

  public static final String INITIATIVE = "TARGET-1";
  public static final String MODEL = "target";
  /** A service with every scope. */
  public static final String TOKEN = "a-token-of-the-hostile-run-0123456789";
  /** A person in no group at all. */
  public static final String OUTSIDER = "outsider";

  public static final String OUTSIDERS_PASSWORD = "nobody asked me, ever";

  private static final String OTHER = "OTHER-1";

  private final RunningJar server;
  private final Path home;

  private HostileWorld(RunningJar server, Path home) {
    this.server = server;
    this.home = home;
  }

  /**
   * The candidate has its first share and soaks for hours: nothing moves by itself while the
   * requests are sent.
   */
  public static HostileWorld inTheMiddleOfARollout(Path home) {
    SampleData.writeInto(home.resolve("datasets"));
    var server = RunningJar.start(
        home,
        "--pilotage.rollout.day=1h",
        "--pilotage.rollout.samples=0.05",
        "--pilotage.identity.open-on-loopback=false",
        "--pilotage.identity.tokens[0].name=service",
        "--pilotage.identity.tokens[0].token=" + TOKEN,
        "--pilotage.identity.tokens[0].scopes=OFREP,PREDICTIONS,OUTCOMES,ALERTS");
    server.post(
        "/engine-rest/user/create",
        "admin",
        Map.of(
            "profile",
            Map.of(
                "id",
                OUTSIDER,
                "firstName",
                "Otto",
                "lastName",
                "Outside",
                "email",
                "otto@example.org"),
            "credentials",
            Map.of("password", OUTSIDERS_PASSWORD)));
    var people = new DemoPeople(
        server, INITIATIVE, SampleAnswers.about(MODEL, home.resolve("datasets").toString()));
    people.propose("Fewer payments stopped for nothing");
    await("the candidate has its first share")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(250))
        .until(() -> {
          people.answerWhatWaits();
          var models = server.get("/api/models", "pm");
          return StreamSupport.stream(models.spliterator(), false)
              .anyMatch(model -> model.path("model").asText().equals(MODEL)
                  && model.path("share").asDouble() > 0);
        });
    // Tasks that wait for people: whoever may answer these may do so.
    new DemoPeople(
            server, OTHER, SampleAnswers.about("other", home.resolve("datasets").toString()))
        .propose("Quicker answers to letters");
    return new HostileWorld(server, home);
  }

  public int port() {
    return Integer.parseInt(server.address().replaceAll(".*:", ""));
  }

  public Path log() {
    return home.resolve("log.txt");
  }

  /**
   * Where things stand that only the gates, the rollout and an administrator's own pages may
   * change.
   */
  public Map<String, Object> standing() {
    var standing = new LinkedHashMap<String, Object>();
    var initiative = server.get("/api/initiatives/" + INITIATIVE, "pm");
    standing.put("phase", initiative.path("phase").asText());
    standing.put("gates", initiative.path("gates").toString());
    var model = server.get("/api/models/" + MODEL, "pm");
    for (var name : List.of("stable", "candidate", "share", "stage", "generation", "versions"))
      standing.put(name, model.path(name).toString());
    standing.put("administrators", ids("/engine-rest/user?memberOfGroup=camunda-admin"));
    for (var group : List.of(
        "program-managers",
        "business",
        "data-science",
        "engineering",
        "security",
        "legal",
        "risk",
        "operations")) {
      standing.put(group, ids("/engine-rest/user?memberOfGroup=" + group));
    }
    standing.put("definitions", ids("/engine-rest/process-definition"));
    standing.put("instances of it", ids("/engine-rest/process-instance?businessKey=" + INITIATIVE));
    return standing;
  }

  /** Ids of what exists, by kind, as an attacker who has seen much knows them. */
  public Map<String, List<String>> ids() {
    return Map.of(
        "task",
        ids("/engine-rest/task"),
        "instance",
        ids("/engine-rest/process-instance"),
        "definition",
        ids("/engine-rest/process-definition"),
        "user",
        ids("/engine-rest/user"),
        "filter",
        ids("/engine-rest/filter"));
  }

  private List<String> ids(String path) {
    return StreamSupport.stream(server.get(path, "admin").spliterator(), false)
        .map(each -> ((JsonNode) each).path("id").asText())
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
