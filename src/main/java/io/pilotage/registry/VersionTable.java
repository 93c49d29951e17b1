package io.pilotage.registry;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the registry. */
@Repository
class VersionTable {

  private static final String COLUMNS =
      "select model, version, initiative, state, artifact, registered_at from model_version ";

  private final JdbcClient jdbc;

  VersionTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(ModelVersion version, String by) {
    jdbc.sql(
            "insert into model_version (model, version, initiative, state, artifact, registered_at, "
                + "registered_by, moved_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            version.model(),
            version.version(),
            version.initiative(),
            version.state().name(),
            version.artifact(),
            utc(version.registeredAt()),
            by,
            utc(version.registeredAt()))
        .update();
  }

  boolean approve(ModelVersion version, String by, Instant now) {
    return jdbc.sql(
                "update model_version set approved_at = ?, approved_by = ?, state = 'APPROVED', moved_at = ?"
                    + " where model = ? and version = ? and approved_at is null and state = 'REGISTERED'")
            .params(utc(now), by, utc(now), version.model(), version.version())
            .update()
        == 1;
  }

  boolean move(String model, String version, VersionState to, Instant now) {
    return jdbc.sql(
                "update model_version set state = ?, moved_at = ? where model = ? and version = ? and state <> ?")
            .params(to.name(), utc(now), model, version, to.name())
            .update()
        == 1;
  }

  void retireOthers(String model, String version, Instant now) {
    jdbc.sql(
            "update model_version set state = 'RETIRED', moved_at = ? where model = ? and version <> ? "
                + "and state = 'LIVE'")
        .params(utc(now), model, version)
        .update();
  }

  void quarantine(String model, String version, String reason, Instant now) {
    jdbc.sql(
            "update model_version set state = 'QUARANTINED', reason = ?, moved_at = ? where model = ? and version = ?")
        .params(reason, utc(now), model, version)
        .update();
  }

  /** False when the same person says so again. */
  boolean sayServes(String model, String version, String by) {
    jdbc.sql("update model_version set said_by = null where model = ? and version <> ?")
        .params(model, version)
        .update();
    return jdbc.sql(
                "update model_version set said_by = ? where model = ? and version = ? and (said_by is "
                    + "null or said_by <> ?)")
            .params(by, model, version, by)
            .update()
        == 1;
  }

  boolean saidToServe(String model, String version) {
    return jdbc.sql(
                "select count(*) from model_version where model = ? and version = ? and state = "
                    + "'REGISTERED' and said_by is not null")
            .params(model, version)
            .query(Long.class)
            .single()
        > 0;
  }

  void forgetSaid(String model) {
    jdbc.sql("update model_version set said_by = null where model = ?")
        .param(model)
        .update();
  }

  void expectDrill(String model, String version, Instant until) {
    jdbc.sql("update model_version set drill_until = ? where model = ? and version = ?")
        .params(utc(until), model, version)
        .update();
  }

  boolean drilled(String model, String version, Instant now) {
    return jdbc.sql(
                "select count(*) from model_version where model = ? and version = ? and state = "
                    + "'REGISTERED' and drill_until >= ?")
            .params(model, version, utc(now))
            .query(Long.class)
            .single()
        > 0;
  }

  Optional<Approval> approval(String model, String version) {
    return jdbc.sql(
            "select approved_by, approved_at from model_version"
                + " where model = ? and version = ? and approved_at is not null and state <> 'QUARANTINED'")
        .params(model, version)
        .query((row, number) -> new Approval(row.getString(1), instant(row, 2)))
        .optional();
  }

  Optional<ModelVersion> find(String model, String version) {
    return jdbc.sql(COLUMNS + "where model = ? and version = ?")
        .params(model, version)
        .query(VersionTable::version)
        .optional();
  }

  List<ModelVersion> of(String model) {
    return jdbc.sql(COLUMNS + "where model = ? order by registered_at desc, version desc")
        .param(model)
        .query(VersionTable::version)
        .list();
  }

  List<ModelVersion> all() {
    return jdbc.sql(COLUMNS + "order by model, registered_at desc, version desc")
        .query(VersionTable::version)
        .list();
  }

  Set<String> models() {
    return Set.copyOf(
        jdbc.sql("select distinct model from model_version").query(String.class).list());
  }

  Optional<ModelVersion> lastApproved(String model) {
    return jdbc
        .sql(COLUMNS
            + "where model = ? and state = 'APPROVED' order by approved_at desc, version desc")
        .param(model)
        .query(VersionTable::version)
        .list()
        .stream()
        .findFirst();
  }

  boolean quarantinedSince(String model, String version, Instant since) {
    return jdbc.sql("select count(*) from model_version where model = ? and version = ? and "
                + "state = 'QUARANTINED' and moved_at > ?")
            .params(model, version, utc(since))
            .query(Long.class)
            .single()
        > 0;
  }

  /** Counts a sight of what was seen since then already; false when it is news. */
  boolean sawAgain(String model, String version, Instant since, Instant now) {
    return jdbc.sql("update unauthorised_deployment set last_seen = ?, sightings = sightings + 1"
                + " where model = ? and version = ? and last_seen > ?")
            .params(utc(now), model, version, utc(since))
            .update()
        > 0;
  }

  /** Begins to count anew, whatever was seen long ago. */
  void saw(String model, String version, String by, Instant now) {
    if (jdbc.sql("update unauthorised_deployment set found_by = ?, first_seen = ?, last_seen = ?,"
                + " sightings = 1 where model = ? and version = ?")
            .params(by, utc(now), utc(now), model, version)
            .update()
        > 0) return;
    jdbc.sql(
            "insert into unauthorised_deployment (model, version, found_by, first_seen, last_seen, "
                + "sightings) values (?, ?, ?, ?, ?, 1)")
        .params(model, version, by, utc(now), utc(now))
        .update();
  }

  /** Counts more of what is not named; false when none of it was seen since then. */
  boolean sawMoreAgain(String model, long more, Instant since, Instant now) {
    return jdbc.sql("update unauthorised_more set counted = counted + ?, last_seen = ?"
                + " where model = ? and last_seen > ?")
            .params(more, utc(now), model, utc(since))
            .update()
        > 0;
  }

  /** Begins to count what is not named anew. */
  void sawMore(String model, long more, Instant now) {
    if (jdbc.sql("update unauthorised_more set counted = ?, first_seen = ?, last_seen = ?"
                + " where model = ?")
            .params(more, utc(now), utc(now), model)
            .update()
        > 0) return;
    jdbc.sql(
            "insert into unauthorised_more (model, counted, first_seen, last_seen) values (?, ?, ?, ?)")
        .params(model, more, utc(now), utc(now))
        .update();
  }

  long more(String model, Instant since) {
    return jdbc.sql("select counted from unauthorised_more where model = ? and last_seen > ?")
        .params(model, utc(since))
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  List<UnauthorisedDeployment> unauthorised(String model, String initiative) {
    return jdbc.sql(
            "select version, found_by, first_seen, last_seen from unauthorised_deployment where model = ? "
                + "order by first_seen desc")
        .param(model)
        .query((row, number) -> new UnauthorisedDeployment(
            model,
            row.getString(1),
            initiative,
            row.getString(2),
            instant(row, 3),
            instant(row, 4)))
        .list();
  }

  /** Those seen since then that may still not serve, newest first. */
  List<Unapproved.Seen> unapproved(String model, Instant since) {
    return jdbc.sql("select version, found_by, first_seen, last_seen from unauthorised_deployment u"
            + " where model = ? and last_seen > ? and not exists (select 1 from model_version v where"
            + " v.model = u.model and v.version = u.version and v.approved_at is not null"
            + " and v.state <> 'QUARANTINED') order by first_seen desc")
        .params(model, utc(since))
        .query((row, number) -> new Unapproved.Seen(
            row.getString(1), row.getString(2), instant(row, 3), instant(row, 4)))
        .list();
  }

  private static ModelVersion version(ResultSet row, int number) throws SQLException {
    return new ModelVersion(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        VersionState.valueOf(row.getString(4)),
        row.getString(5),
        instant(row, 6));
  }
}
