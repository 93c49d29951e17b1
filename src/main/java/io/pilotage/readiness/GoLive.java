package io.pilotage.readiness;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import io.pilotage.audit.Ledger;
import io.pilotage.gate.Effect;
import io.pilotage.gate.Finding;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The go-live six: each is as good as the worst of the rules that prove it. */
@Service
public class GoLive {

  private final GoLiveGate page;
  private final MonitoringProbes probes;
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Clock clock;

  GoLive(GoLiveGate page, MonitoringProbes probes, JdbcClient jdbc, Ledger ledger, Clock clock) {
    this.page = page;
    this.probes = probes;
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Asks every machine again, evaluates the six and stores what each rule saw. */
  @Transactional
  public List<GoLiveCheck> check(String initiative) {
    probes.probe(initiative);
    var checks =
        Arrays.stream(GoLiveItem.values()).map(item -> check(initiative, item)).toList();
    jdbc.sql("delete from go_live_check where initiative = ?").param(initiative).update();
    checks.forEach(check -> store(initiative, check));
    ledger.record(
        initiative,
        "system",
        "readiness-checked",
        initiative,
        checks.stream()
            .collect(Collectors.toMap(
                check -> check.item().name(), check -> check.effect().name())));
    return checks;
  }

  /** The six as last checked, in their order; empty before the first check. */
  public List<GoLiveCheck> of(String initiative) {
    return jdbc
        .sql("select item, effect, fact, checked_at from go_live_check where initiative = ?")
        .param(initiative)
        .query((row, number) -> new GoLiveCheck(
            GoLiveItem.valueOf(row.getString(1)),
            Effect.valueOf(row.getString(2)),
            row.getString(3),
            instant(row, 4)))
        .list()
        .stream()
        .sorted(Comparator.comparing(GoLiveCheck::item))
        .toList();
  }

  private GoLiveCheck check(String initiative, GoLiveItem item) {
    var findings =
        page.proofsOf(item).stream().map(rule -> rule.check(initiative)).toList();
    var worst =
        findings.stream().map(Finding::effect).max(Comparator.naturalOrder()).orElse(Effect.BLOCK);
    return new GoLiveCheck(
        item,
        worst,
        findings.stream().map(Finding::fact).collect(Collectors.joining(" ")),
        clock.instant());
  }

  private void store(String initiative, GoLiveCheck check) {
    jdbc.sql(
            "insert into go_live_check (initiative, item, effect, fact, checked_at) values (?, ?, ?, ?, ?)")
        .params(
            initiative,
            check.item().name(),
            check.effect().name(),
            check.fact(),
            utc(check.checkedAt()))
        .update();
  }
}
