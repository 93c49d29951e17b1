package io.pilotage.value;

import static io.pilotage.engine.Rows.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps contracts and business cases as documents. Every revision stays, the newest counts. */
@Repository
class Documents {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  Documents(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  void add(String initiative, Record document, String by) {
    var name = StoredAs.Name.of(document.getClass());
    var last = jdbc.sql(
            "select coalesce(max(revision), 0) from value_document where initiative = ? and document = ?")
        .params(initiative, name)
        .query(Integer.class)
        .single();
    try {
      jdbc.sql("insert into value_document (initiative, document, revision, content, recorded_by, "
              + "recorded_at) values (?, ?, ?, ?, ?, ?)")
          .params(initiative, name, last + 1, written(document), by, utc(clock.instant()))
          .update();
    } catch (DuplicateKeyException taken) {
      throw new Refusal(
          "revision",
          "Somebody else recorded the same while you did. Nothing of yours was kept: reload, read "
              + "theirs, and change it where it is wrong.");
    }
  }

  /** Makes everybody else who wants to change the document wait until this transaction ends. */
  void hold(String initiative, Class<?> type) {
    jdbc.sql("select revision from value_document where initiative = ? and document = ? for update")
        .params(initiative, StoredAs.Name.of(type))
        .query(Integer.class)
        .list();
  }

  <T> Optional<T> newest(String initiative, Class<T> type) {
    return jdbc
        .sql(
            "select content from value_document where initiative = ? and document = ? order by revision desc")
        .params(initiative, StoredAs.Name.of(type))
        .query(String.class)
        .list()
        .stream()
        .findFirst()
        .map(content -> read(content, type));
  }

  /** The number of the newest revision; 0 before the first. */
  int revision(String initiative, Class<?> type) {
    return jdbc.sql(
            "select coalesce(max(revision), 0) from value_document where initiative = ? and document = ?")
        .params(initiative, StoredAs.Name.of(type))
        .query(Integer.class)
        .single();
  }

  String written(Record document) {
    try {
      return json.writeValueAsString(document);
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  <T> T read(String content, Class<T> type) {
    try {
      return json.readValue(content, type);
    } catch (JsonProcessingException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
