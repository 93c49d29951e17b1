package io.pilotage.gate;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.pilotage.initiative.Phase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of gates. A gate is the id of the process instance that holds the round: nobody can
 * choose or change that.
 */
@Repository
class GateTable {

  private static final String WAIVERS =
      "select r.gate, r.initiative, r.phase, w.approver, w.reason, w.until_day, w.decided_at"
          + " from gate_waiver w join gate_round r on r.gate = w.gate where w.decision = 'GRANTED' and ";

  private final JdbcClient jdbc;

  GateTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Opens the next round of the phase and answers its number. */
  int open(String gate, String initiative, Phase phase, Instant now) {
    var round = 1
        + jdbc.sql("select count(*) from gate_round where initiative = ? and phase = ?")
            .params(initiative, phase.name())
            .query(Integer.class)
            .single();
    jdbc.sql(
            "insert into gate_round (gate, initiative, phase, round_nr, opened_at) values (?, ?, ?, ?, ?)")
        .params(gate, initiative, phase.name(), round, utc(now))
        .update();
    return round;
  }

  /**
   * Puts a round aside that its process instance asks again about: the record stays under a name of
   * its own, and the gate is free for the next round.
   */
  void setAside(String gate, int round) {
    var aside = gate + "/" + round;
    jdbc.sql("update gate_round set round_nr = -round_nr where gate = ?")
        .param(gate)
        .update();
    jdbc.sql(
            "insert into gate_round (gate, initiative, phase, round_nr, opened_at, decision, why, decided_at)"
                + " select ?, initiative, phase, -round_nr, opened_at, decision, why, decided_at from "
                + "gate_round where gate = ?")
        .params(aside, gate)
        .update();
    for (var part : List.of("gate_criterion", "gate_sign_off"))
      jdbc.sql("update " + part + " set gate = ? where gate = ?")
          .params(aside, gate)
          .update();
    jdbc.sql("delete from gate_round where gate = ?").param(gate).update();
  }

  /** When the process instance opened its first round. */
  Instant askedSince(String gate) {
    return jdbc.sql("select min(opened_at) from gate_round where gate = ? or gate like ?")
        .params(gate, gate + "/%")
        .query((row, nr) -> instant(row, 1))
        .single();
  }

  /** How often the process instance has asked again. */
  int asides(String gate) {
    return jdbc.sql("select count(*) from gate_round where gate like ?")
        .param(gate + "/%")
        .query(Integer.class)
        .single();
  }

  void keep(String gate, int nr, Criterion criterion) {
    jdbc.sql("insert into gate_criterion (gate, nr, name, effect, fact) values (?, ?, ?, ?, ?)")
        .params(gate, nr, criterion.name(), criterion.effect().name(), criterion.fact())
        .update();
  }

  void require(String gate, String role) {
    jdbc.sql("insert into gate_sign_off (gate, role) values (?, ?)")
        .params(gate, role)
        .update();
  }

  /**
   * Remembers which task asks a role; false when the round does not require the role or has asked
   * it before.
   */
  boolean asks(String gate, String role, String task) {
    return jdbc.sql(
                "update gate_sign_off set task = ? where gate = ? and role = ? and task is null")
            .params(task, gate, role)
            .update()
        == 1;
  }

  Optional<Asked> asked(String task) {
    return jdbc.sql("select gate, role from gate_sign_off where task = ?")
        .param(task)
        .query((row, nr) -> new Asked(row.getString(1), row.getString(2)))
        .optional();
  }

  /** False when the role has signed already. */
  boolean sign(Asked asked, SignOff signOff) {
    return jdbc.sql(
                "update gate_sign_off set decision = ?, cause = ?, remark = ?, signed_by = ?, signed_at = ?"
                    + " where gate = ? and role = ? and decision is null")
            .param(signOff.decision().name())
            .param(name(signOff.cause()))
            .param(signOff.comment())
            .param(signOff.by())
            .param(utc(signOff.at()))
            .param(asked.gate())
            .param(asked.role())
            .update()
        == 1;
  }

  void waive(
      String gate,
      WaiverDecision decision,
      String approver,
      String reason,
      Cause cause,
      LocalDate until,
      Instant now) {
    jdbc.sql(
            "insert into gate_waiver (gate, decision, approver, reason, cause, until_day, decided_at) "
                + "values (?, ?, ?, ?, ?, ?, ?)")
        .param(gate)
        .param(decision.name())
        .param(approver)
        .param(reason)
        .param(name(cause))
        .param(until)
        .param(utc(now))
        .update();
  }

  /** False when the round was decided before. */
  boolean decide(String gate, GateDecision decision, String why, Instant now) {
    return jdbc.sql(
                "update gate_round set decision = ?, why = ?, decided_at = ? where gate = ? and decision is null")
            .param(decision.name())
            .param(why)
            .param(utc(now))
            .param(gate)
            .update()
        == 1;
  }

  Optional<String> initiativeOf(String gate) {
    return jdbc.sql("select initiative from gate_round where gate = ?")
        .param(gate)
        .query(String.class)
        .optional();
  }

  Optional<GateRecord> find(String gate) {
    return records("gate = ?", gate).stream().findFirst();
  }

  /** Every round ever held about the initiative, oldest first. */
  List<GateRecord> of(String initiative) {
    return records("initiative = ?", initiative);
  }

  /** The same for every initiative, in as many queries. */
  Map<String, List<GateRecord>> all() {
    return rounds("initiative is not null").stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  boolean opened(String initiative, Phase phase) {
    return jdbc.sql("select count(*) from gate_round where initiative = ? and phase = ?")
            .params(initiative, phase.name())
            .query(Integer.class)
            .single()
        > 0;
  }

  /** Whether some round of the phase let the next one begin. */
  boolean passed(String initiative, Phase phase) {
    return jdbc.sql(
                "select count(*) from gate_round where initiative = ? and phase = ? and decision in ('GO', 'WAIVER')")
            .params(initiative, phase.name())
            .query(Integer.class)
            .single()
        > 0;
  }

  /** When the round was opened that is open now, if one is. */
  Optional<Instant> openSince(String initiative, Phase phase) {
    return jdbc
        .sql(
            "select opened_at from gate_round where initiative = ? and phase = ? and decision is null "
                + "order by round_nr desc")
        .params(initiative, phase.name())
        .query((row, nr) -> instant(row, 1))
        .list()
        .stream()
        .findFirst();
  }

  /** The newest decision of each phase that has one. */
  Map<Phase, GateDecision> decisions(String initiative) {
    return jdbc
        .sql(
            "select phase, decision from gate_round where initiative = ? and decision <> 'ASKED_AGAIN' "
                + "order by decided_at, round_nr")
        .param(initiative)
        .query((row, nr) ->
            Map.entry(Phase.valueOf(row.getString(1)), GateDecision.valueOf(row.getString(2))))
        .list()
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (earlier, later) -> later));
  }

  /** Waivers past their day whose phase has not been decided anew since. */
  List<Waiver> expired(LocalDate today) {
    return jdbc.sql(WAIVERS
            + "w.until_day < ? and not exists (select 1 from gate_round n where n.initiative = r.initiative"
            + " and n.phase = r.phase and n.round_nr > r.round_nr and n.decision <> 'ASKED_AGAIN') "
            + "order by w.until_day")
        .param(today)
        .query((row, nr) -> waiver(row))
        .list();
  }

  private List<GateRecord> records(String which, String given) {
    return rounds(which, given).stream().map(Map.Entry::getValue).toList();
  }

  /** Initiatives and their rounds. */
  private List<Map.Entry<String, GateRecord>> rounds(String which, String... given) {
    var ofGate = " where gate in (select gate from gate_round where " + which + ")";
    var criteria = jdbc
        .sql("select gate, name, effect, fact from gate_criterion" + ofGate + " order by nr")
        .params((Object[]) given)
        .query((row, nr) -> Map.entry(
            row.getString(1),
            new Criterion(row.getString(2), Effect.valueOf(row.getString(3)), row.getString(4))))
        .list()
        .stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    var signOffs = jdbc
        .sql("select gate, role, decision, signed_by, signed_at, remark, cause from gate_sign_off"
            + ofGate + " order by role")
        .params((Object[]) given)
        .query((row, nr) -> Map.entry(row.getString(1), signOff(row)))
        .list()
        .stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    var waivers = jdbc
        .sql(WAIVERS + "r." + which)
        .params((Object[]) given)
        .query((row, nr) -> Map.entry(row.getString(1), waiver(row)))
        .list()
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    var refused = jdbc
        .sql("select gate, cause from gate_waiver" + ofGate + " and decision = 'REFUSED'")
        .params((Object[]) given)
        .query((row, nr) -> Map.entry(row.getString(1), Cause.valueOf(row.getString(2))))
        .list()
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return jdbc.sql(
            "select gate, phase, round_nr, decision, why, opened_at, decided_at, initiative from gate_round where "
                + which + " order by opened_at, round_nr")
        .params((Object[]) given)
        .query((row, nr) -> Map.entry(
            row.getString(8),
            new GateRecord(
                Phase.valueOf(row.getString(2)),
                row.getInt(3),
                constant(GateDecision.class, row.getString(4)),
                row.getString(5),
                instant(row, 6),
                instant(row, 7),
                signOffs.getOrDefault(row.getString(1), List.of()),
                criteria.getOrDefault(row.getString(1), List.of()),
                waivers.get(row.getString(1)),
                refused.get(row.getString(1)))))
        .list();
  }

  private static SignOff signOff(ResultSet row) throws SQLException {
    return new SignOff(
        row.getString(2),
        constant(SignOffDecision.class, row.getString(3)),
        row.getString(4),
        instant(row, 5),
        row.getString(6),
        constant(Cause.class, row.getString(7)));
  }

  private static Waiver waiver(ResultSet row) throws SQLException {
    return new Waiver(
        row.getString(2),
        Phase.valueOf(row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getObject(6, LocalDate.class),
        instant(row, 7));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }

  private static String name(Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  /** Whom a task asks, about which round. */
  record Asked(String gate, String role) {}
}
