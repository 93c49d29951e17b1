package io.pilotage.sync;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The SQL of syncs and their actions. */
@Repository
class SyncTable {

  private static final String SYNCS =
      "select meeting, initiative, slot, arranged_at, starts_at, agenda, held_at, held_by,"
          + " data_science_attendees, business_attendees, minutes, decisions, missed_at from sync_meeting where ";

  private static final String ACTIONS =
      "select id, initiative, action, owner, due_day, done_at from sync_action where ";

  private final JdbcClient jdbc;

  SyncTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Sync> find(String meeting) {
    return jdbc.sql(SYNCS + "meeting = ?")
        .param(meeting)
        .query((row, nr) -> sync(row))
        .optional();
  }

  Optional<Sync> inSlot(String initiative, Slot slot) {
    return jdbc.sql(SYNCS + "initiative = ? and slot = ?")
        .params(initiative, slot.name())
        .query((row, nr) -> sync(row))
        .optional();
  }

  /** Oldest first. */
  List<Sync> of(String initiative) {
    return jdbc.sql(SYNCS + "initiative = ? order by arranged_at")
        .param(initiative)
        .query((row, nr) -> sync(row))
        .list();
  }

  void arrange(
      String meeting,
      String initiative,
      Slot slot,
      Instant now,
      Instant startsAt,
      List<String> agenda) {
    jdbc.sql(
            "insert into sync_meeting (meeting, initiative, slot, arranged_at, starts_at, agenda) values "
                + "(?, ?, ?, ?, ?, ?)")
        .params(
            meeting, initiative, slot.name(), utc(now), utc(startsAt), String.join("\n", agenda))
        .update();
  }

  /** False when it was held or missed before. */
  boolean hold(String meeting, Minutes minutes, String by, Instant now) {
    return jdbc.sql("update sync_meeting set held_at = ?, held_by = ?, data_science_attendees = ?, "
                + "business_attendees = ?, minutes = ?,"
                + " decisions = ? where meeting = ? and held_at is null and missed_at is null")
            .param(utc(now))
            .param(by)
            .param(minutes.dataScienceAttendees())
            .param(minutes.businessAttendees())
            .param(minutes.minutes())
            .param(minutes.decisions())
            .param(meeting)
            .update()
        == 1;
  }

  /** False when it was held or missed before. */
  boolean miss(String meeting, Instant now) {
    return jdbc.sql(
                "update sync_meeting set missed_at = ? where meeting = ? and held_at is null and missed_at is null")
            .params(utc(now), meeting)
            .update()
        == 1;
  }

  /** Keeps a promise and answers its id. */
  long promise(String meeting, String initiative, String action, String owner, LocalDate due) {
    var id = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into sync_action (meeting, initiative, action, owner, due_day) values (?, ?, ?, ?, ?)")
        .params(meeting, initiative, action, owner, due)
        .update(id, "id");
    return id.getKeyAs(Number.class).longValue();
  }

  /** Remembers the process in which the promise is carried out. */
  void carriedOutBy(long action, String instance) {
    jdbc.sql("update sync_action set instance = ? where id = ?")
        .params(instance, action)
        .update();
  }

  /**
   * The processes in which open promises of the initiative are carried out; of one promise, or of
   * all.
   */
  List<String> instances(String initiative, String action) {
    return jdbc.sql(
            "select instance from sync_action where initiative = ? and instance is not null and done_at is null"
                + (action == null ? "" : " and cast(id as varchar) = ?"))
        .params(action == null ? List.of(initiative) : List.of(initiative, action))
        .query(String.class)
        .list();
  }

  /** The open promise that this process carries out. */
  Optional<Action> carriedOutIn(String instance) {
    return jdbc.sql(ACTIONS + "instance = ? and done_at is null")
        .param(instance)
        .query((row, nr) -> action(row))
        .optional();
  }

  void result(long action, String result, Instant now) {
    jdbc.sql("update sync_action set done_at = ?, result = ? where id = ?")
        .params(utc(now), result, action)
        .update();
  }

  /** False when the initiative has no such open promise. */
  boolean done(String initiative, String action, Instant now) {
    return jdbc.sql(
                "update sync_action set done_at = ? where cast(id as varchar) = ? and initiative = ? and "
                    + "done_at is null")
            .params(utc(now), action, initiative)
            .update()
        == 1;
  }

  /** The next due first. */
  List<Action> actions(String initiative) {
    return jdbc.sql(ACTIONS + "initiative = ? order by due_day, id")
        .param(initiative)
        .query((row, nr) -> action(row))
        .list();
  }

  private static Action action(ResultSet row) throws SQLException {
    return new Action(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getObject(5, LocalDate.class),
        row.getObject(6) != null);
  }

  private static Sync sync(ResultSet row) throws SQLException {
    return new Sync(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        instant(row, 4),
        instant(row, 5),
        row.getString(6).lines().toList(),
        instant(row, 7),
        new Sync.Kept(
            row.getString(8),
            row.getString(9),
            row.getString(10),
            row.getString(11),
            row.getString(12)),
        instant(row, 13));
  }
}
