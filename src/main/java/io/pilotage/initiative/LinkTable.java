package io.pilotage.initiative;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of links. An initiative follows one other at most. */
@Repository
class LinkTable {

  private static final String LINKS =
      "select child, parent, kind, scope, warning, linked_by, linked_at from initiative_link ";

  private final JdbcClient jdbc;

  LinkTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Link link) {
    jdbc.sql(
            "insert into initiative_link (child, parent, kind, scope, warning, linked_by, linked_at) "
                + "values (?, ?, ?, ?, ?, ?, ?)")
        .params(Arrays.asList(
            link.child(),
            link.parent(),
            link.kind().name(),
            link.scope(),
            link.warning(),
            link.by(),
            utc(link.at())))
        .update();
  }

  Optional<Link> above(String child) {
    return jdbc.sql(LINKS + "where child = ?")
        .param(child)
        .query(LinkTable::link)
        .optional();
  }

  /** Those the initiative is a part of, on either side, the oldest first. */
  List<Link> of(String initiative) {
    return jdbc.sql(LINKS + "where child = ? or parent = ? order by linked_at, child")
        .params(initiative, initiative)
        .query(LinkTable::link)
        .list();
  }

  List<Link> all() {
    return jdbc.sql(LINKS + "order by linked_at, child").query(LinkTable::link).list();
  }

  private static Link link(ResultSet row, int number) throws SQLException {
    return new Link(
        row.getString(1),
        row.getString(2),
        LinkKind.valueOf(row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        instant(row, 7));
  }
}
