package io.pilotage.charter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A charter of version 0.1, kept under names of classes, is read like one of today")
class OldCharterTest {

  /** Part and content as 0.1 wrote them. */
  private static final Map<String, String> WRITTEN = Map.of(
      "Problem",
      "{\"statement\":\"reduce false positives by 30 %\",\"metric\":\"false positives\","
          + "\"direction\":\"REDUCE\",\"amount\":30.0,\"unit\":\"%\"}",
      "Baseline",
      "{\"volume\":1000.0,\"qualityPercent\":95.0,\"measuredOn\":\"2026-10-01\",\"source\":\"case "
          + "system\",\"targetVolume\":5000.0,\"targetQualityPercent\":98.0}",
      "Fallback",
      "{\"failureMode\":\"Payments wait\",\"kind\":\"RULES\",\"description\":\"The old rules\","
          + "\"owner\":\"Olga\"}",
      "DataOutlook",
      "{\"sources\":\"Payments\",\"quality\":\"GOOD\",\"volume\":\"USABLE\",\"history\":\"POOR\"}",
      "Constraints",
      "{\"latencyLimitMs\":200.0,\"costLimitPerMonth\":null,\"compliance\":\"none\","
          + "\"explanationsRequired\":true}",
      "Strategy",
      "{\"priority\":\"Fewer losses\",\"lever\":\"PROFIT_AND_LOSS\",\"imperative\":\"OTHER\","
          + "\"improvement\":\"a\",\"beneficiaries\":\"b\",\"success\":\"c\",\"change\":\"d\"}",
      "Committee",
      "{\"members\":{\"business\":\"Ada\",\"engineering\":\"Emil\",\"security\":\"Sue\","
          + "\"legal\":\"Leo\",\"operations\":\"Olga\"},\"owners\":{\"businessCase\":\"Ada\","
          + "\"compliance\":\"Leo\"},\"decider\":\"COMMITTEE\"}",
      "Integration",
      "{\"sources\":\"Payments\",\"dataEngineer\":\"Dirk\",\"api\":\"POST /score\","
          + "\"apiReachable\":true,\"consumer\":\"the gateway\",\"outputFormat\":\"score\","
          + "\"outputMatches\":true,\"owner\":\"Emil\"}",
      "Briefing",
      "{\"heldOn\":\"2026-11-02\",\"security\":\"Sue\",\"legal\":\"Leo\",\"risk\":\"Rita\","
          + "\"concerns\":null}",
      "RiskProfile",
      "{\"domain\":\"FRAUD_AND_SECURITY\",\"impact\":\"NONE\",\"autonomy\":\"ADVISES\","
          + "\"sensitivity\":\"PERSONAL\",\"rationale\":null,\"tier\":\"MINIMAL\"}");

  private final HikariDataSource database = new HikariDataSource();
  private JdbcClient jdbc;
  private CharterTable table;
  private Charters charters;

  @BeforeEach
  void install() {
    connect(database);
    jdbc = JdbcClient.create(database);
    table = new CharterTable(jdbc);
    var json = JsonMapper.builder().findAndAddModules().build();
    charters = new Charters(table, null, null, null, null, null, null, json, null);
    Flyway.configure().dataSource(database).target("163?").load().migrate();
    jdbc.sql("insert into initiative (initiative, title, started_at, started_by) "
            + "values ('FRAUD-1', 'Fraud', current_timestamp, 'pm')")
        .update();
    WRITTEN.forEach((part, content) -> keep(part, 1, content));
  }

  void connect(HikariDataSource pool) {
    pool.setJdbcUrl("jdbc:h2:mem:charter-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyPartIsThere() {
    upgrade();

    assertThat(charters.of("FRAUD-1").orElseThrow()).hasNoNullFieldsOrProperties();
    assertThat(charter().baseline().measuredOn()).isEqualTo(LocalDate.of(2026, 10, 1));
    assertThat(charter().committee().members().operations()).isEqualTo("Olga");
  }

  @Test
  @DisplayName("The newest revision counts, before the upgrade and after it")
  void revisionsGoOn() {
    keep("Briefing", 2, WRITTEN.get("Briefing").replace("Rita", "Rolf"));
    upgrade();
    assertThat(charter().briefing().risk()).isEqualTo("Rolf");

    var third = WRITTEN.get("Briefing").replace("Rita", "Rosa");
    table.add("FRAUD-1", "briefing", third, "pm", Instant.EPOCH);

    assertThat(charter().briefing().risk()).isEqualTo("Rosa");
    assertThat(jdbc.sql("select max(revision) from charter_part where part = 'briefing'")
            .query(Integer.class)
            .single())
        .isEqualTo(3);
  }

  private Charter charter() {
    return charters.of("FRAUD-1").orElseThrow();
  }

  private void upgrade() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  private void keep(String part, int revision, String content) {
    jdbc.sql("insert into charter_part (initiative, part, revision, content, recorded_by, "
            + "recorded_at) values ('FRAUD-1', ?, ?, ?, 'pm', current_timestamp)")
        .params(part, revision, content)
        .update();
  }
}
