package io.pilotage.monitoring.log;

import io.pilotage.monitoring.intake.BadLine;
import io.pilotage.monitoring.intake.Lines;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/** The models that have a prediction of one id: the first and the last by name. */
record Owners(String first, String last) {

  /**
   * For each of these ids that is known after that line, in one pass over the ids of the log: most
   * of it is left unread when the line is a late one.
   */
  static Map<String, Owners> of(DuckDBConnection connection, Collection<String> ids, long after)
      throws SQLException {
    var owners = new HashMap<String, Owners>();
    if (ids.isEmpty()) return owners;
    try (var statement = connection.prepareStatement(
        "select id, min(model), max(model) from prediction where seq > ? and id in (select unnest(?))"
            + " group by id")) {
      statement.setLong(1, after);
      statement.setArray(2, connection.createArrayOf("VARCHAR", ids.toArray()));
      try (var row = statement.executeQuery()) {
        while (row.next())
          owners.put(row.getString(1), new Owners(row.getString(2), row.getString(3)));
      }
    }
    return owners;
  }

  /**
   * Writes the model to outcomes that name none, as far as it is settled: the one whose prediction
   * they found. Answers up to where it has looked; null at the end. Safe to repeat.
   */
  static Long give(DuckDBConnection connection, long after, int most) throws SQLException {
    try (var statement = connection.createStatement()) {
      long upTo;
      try (var row = statement.executeQuery(
          "select max(seq) from (select seq from outcome where model is null and seq > " + after
              + " order by seq limit " + most + ")")) {
        row.next();
        upTo = row.getLong(1);
        if (row.wasNull()) return null;
      }
      var piece = "model is null and seq > " + after + " and seq <= " + upTo;
      statement.execute("update outcome set model = owner.first_model from ("
          + "select id, arg_min(model, seq) as first_model, min(seq) as first_seq from prediction"
          + " where id in (select id from outcome where " + piece + ") group by id) owner"
          + " where outcome.id = owner.id and owner.first_seq < outcome.seq and outcome.model is null"
          + " and outcome.seq > " + after + " and outcome.seq <= " + upTo);
      return upTo;
    }
  }

  /** The first and the last of both. */
  Owners and(Owners others) {
    return new Owners(
        first.compareTo(others.first) <= 0 ? first : others.first,
        last.compareTo(others.last) >= 0 ? last : others.last);
  }

  boolean one() {
    return first.equals(last);
  }

  BadLine refusal() {
    return new BadLine(
        "model",
        "This is missing: more than one model has a prediction of this id, among them “"
            + Lines.shortened(first) + "” and “" + Lines.shortened(last)
            + "”, so the line has to say which one it is about.");
  }
}
