package io.pilotage.rollout;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Refusal;
import io.pilotage.monitoring.log.PredictionLog;
import io.pilotage.monitoring.log.Sample;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets people look at what a candidate answered live, and keeps whether they agree. */
@Service
public class Samples {

  /** What a person says about one prediction. */
  public static final Set<String> OPINIONS = Set.of("AGREE", "DISAGREE");

  private static final int LONGEST = 300;

  private final Stages stages;
  private final RolloutTable table;
  private final PredictionLog log;
  private final Ledger ledger;
  private final RolloutProperties properties;
  private final Clock clock;

  Samples(
      Stages stages,
      RolloutTable table,
      PredictionLog log,
      Ledger ledger,
      RolloutProperties properties,
      Clock clock) {
    this.stages = stages;
    this.table = table;
    this.log = log;
    this.ledger = ledger;
    this.properties = properties;
    this.clock = clock;
  }

  /** Live predictions of the candidate in this stage that nobody has looked at yet. */
  public List<SampleRow> draw(String initiative, String version) {
    return unseen(initiative, version, properties.sampleSize()).stream()
        .map(Samples::row)
        .toList();
  }

  /** Keeps an opinion on every drawn prediction; one about anything else is refused. */
  @Transactional
  public void keep(String initiative, String version, List<SampleRow> rows, String by) {
    var run = stage(initiative, version);
    var rollout = table.newest(initiative, version).orElseThrow();
    var live = unseen(initiative, version, Integer.MAX_VALUE).stream()
        .collect(Collectors.toMap(Sample::id, Function.identity(), (one, same) -> one));
    Refusal.unless(
        !rows.isEmpty() || live.isEmpty(),
        "sample",
        "Please look at the predictions: an empty list says nothing about the candidate.");
    for (var row : rows) {
      Refusal.unless(
          row.opinion() != null && OPINIONS.contains(row.opinion()),
          "sample",
          "Please say for every prediction whether you agree; “" + row.prediction()
              + "” has no answer yet.");
      Refusal.unless(
          live.containsKey(row.prediction()),
          "sample",
          "“" + row.prediction() + "” is no prediction the candidate made in this stage.");
    }
    for (var row : rows) {
      var agrees = "AGREE".equals(row.opinion());
      table.check(run.id(), row.prediction(), agrees, row.note(), by, clock.instant());
      log.recordAgreement(rollout.model(), rollout.candidate(), row.prediction(), agrees, by);
    }
    var agreed = rows.stream().filter(row -> "AGREE".equals(row.opinion())).count();
    ledger.record(
        initiative,
        by,
        "sample-validated",
        rollout.model(),
        Map.of("stage", run.stage().label(), "looked", rows.size(), "agreed", agreed));
  }

  /** What a person reads before looking. */
  public Facts facts(String initiative, String version) {
    var run = stage(initiative, version);
    var said = table.opinions(List.of(run.id())).stream().findFirst();
    var facts = stages
        .facts(initiative, version)
        .line("Stage", run.stage().label() + ", " + run.stage().percent() + " %");
    said.ifPresent(opinions ->
        facts.line("Looked at so far", opinions.all() + ", agreed with " + opinions.agreed()));
    return facts;
  }

  private List<Sample> unseen(String initiative, String version, int wanted) {
    var run = stage(initiative, version);
    var rollout = table.newest(initiative, version).orElseThrow();
    var seen = new HashSet<>(table.checked(run.id()));
    var enough = wanted == Integer.MAX_VALUE ? 10_000 : wanted + seen.size();
    return log
        .sample(rollout.model(), rollout.candidate(), enough, run.soakFrom(), clock.instant())
        .stream()
        .filter(sample -> !seen.contains(sample.id()))
        .limit(wanted)
        .toList();
  }

  private StageRun stage(String initiative, String version) {
    return stages
        .current(initiative, version)
        .filter(run -> run.soakFrom() != null)
        .orElseThrow(() -> new Refusal(
            "stage", "No stage of " + initiative + " is soaking, so there is nothing to look at."));
  }

  private static SampleRow row(Sample sample) {
    return new SampleRow(
        sample.id(), cut(String.valueOf(sample.prediction())), cut(sample.asked()), null, null);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
