package io.pilotage.readiness;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import io.pilotage.engine.StoredAs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.util.ReflectionUtils;

/**
 * Keeps the newest answer of each kind for an initiative: its table is what the record is stored
 * as, its columns are named like the components.
 */
@Repository
class AnswerTable {

  private final JdbcClient jdbc;

  AnswerTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void save(String initiative, Answered<? extends Record> answered) {
    var columns = new LinkedHashMap<String, Object>();
    values(answered.answer())
        .forEach((name, value) ->
            columns.put(snake(name), value instanceof Enum<?> choice ? choice.name() : value));
    columns.put("answered_by", answered.by());
    columns.put("answered_at", utc(answered.at()));
    if (update(initiative, answered.answer(), columns) == 0)
      insert(initiative, answered.answer(), columns);
  }

  <T extends Record> Optional<Answered<T>> find(String initiative, Class<T> kind) {
    var mapper = new DataClassRowMapper<>(kind);
    return jdbc.sql("select * from " + StoredAs.Name.of(kind) + " where initiative = ?")
        .param(initiative)
        .query((row, number) -> new Answered<>(
            mapper.mapRow(row, number), row.getString("answered_by"), instant(row, "answered_at")))
        .optional();
  }

  /** The components of a record by name, in their order. */
  static Map<String, Object> values(Record answer) {
    var values = new LinkedHashMap<String, Object>();
    for (var component : answer.getClass().getRecordComponents()) {
      values.put(
          component.getName(), ReflectionUtils.invokeMethod(component.getAccessor(), answer));
    }
    return values;
  }

  private int update(String initiative, Record answer, Map<String, Object> columns) {
    var assignments =
        columns.keySet().stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
    return jdbc.sql("update " + table(answer) + " set " + assignments + " where initiative = ?")
        .params(params(columns, initiative))
        .update();
  }

  private void insert(String initiative, Record answer, Map<String, Object> columns) {
    var marks = String.join(", ", Collections.nCopies(columns.size() + 1, "?"));
    jdbc.sql("insert into " + table(answer) + " (" + String.join(", ", columns.keySet())
            + ", initiative) values (" + marks + ")")
        .params(params(columns, initiative))
        .update();
  }

  private static List<Object> params(Map<String, Object> columns, String initiative) {
    var params = new ArrayList<>(columns.values());
    params.add(initiative);
    return params;
  }

  private static String table(Record answer) {
    return StoredAs.Name.of(answer.getClass());
  }

  private static String snake(String camel) {
    return String.join("_", camel.split("(?=[A-Z])")).toLowerCase(Locale.ROOT);
  }
}
