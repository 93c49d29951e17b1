package io.pilotage.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName(
    "Contracts and estimates of version 0.1, kept under names of classes, are read as today")
class OldDocumentsTest {

  /** As 0.1 wrote them. */
  private static final String CONTRACT =
      "{\"kpis\":[{\"category\":\"PRODUCTIVITY\",\"question\":\"What does it save?\","
          + "\"askedBy\":\"EXECUTIVE\",\"kind\":\"BUSINESS\",\"metric\":\"hours saved a week\","
          + "\"unit\":\"hours\",\"direction\":\"INCREASE\",\"baseline\":0.0,\"target\":120.0,"
          + "\"owner\":\"Ada\",\"source\":\"time sheets\",\"cadence\":\"WEEKLY\"}],"
          + "\"gaps\":[],\"agreement\":{\"business\":\"Ada\",\"operations\":\"Olga\","
          + "\"technology\":\"Emil\"}}";

  private static final String ESTIMATE = "{\"costs\":[{\"stage\":\"PRODUCTION\","
      + "\"item\":\"Serving\",\"low\":100000.0,\"high\":100000.0}],\"benefits\":[{\"type\":"
      + "\"REVENUE\",\"description\":\"More orders\",\"low\":500000.0,\"high\":500000.0}]}";

  private final HikariDataSource database = new HikariDataSource();
  private JdbcClient jdbc;
  private Documents documents;

  @BeforeEach
  void install() {
    connect(database);
    jdbc = JdbcClient.create(database);
    documents = new Documents(jdbc, JsonMapper.builder().build(), Clock.systemUTC());
    Flyway.configure().dataSource(database).target("163?").load().migrate();
    jdbc.sql("insert into initiative (initiative, title, started_at, started_by) "
            + "values ('FRAUD-1', 'Fraud', current_timestamp, 'pm')")
        .update();
    keep("KpiContract", 1, CONTRACT.replace("120.0", "60.0"));
    keep("KpiContract", 2, CONTRACT);
    keep("BusinessCase", 1, ESTIMATE);
    Flyway.configure().dataSource(database).load().migrate();
  }

  void connect(HikariDataSource pool) {
    pool.setJdbcUrl("jdbc:h2:mem:documents-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theNewestOfEachIsThere() {
    assertThat(documents.newest("FRAUD-1", KpiContract.class).orElseThrow().kpis())
        .extracting(Kpi::target)
        .containsExactly(120.0);
    assertThat(documents.newest("FRAUD-1", BusinessCase.class).orElseThrow().benefit())
        .hasToString("500K");
  }

  @Test
  @DisplayName("What is agreed after the upgrade is the next revision of what was agreed before")
  void revisionsGoOn() {
    documents.hold("FRAUD-1", KpiContract.class);
    documents.add("FRAUD-1", new KpiContract(List.of(), List.of(), null), "pm");

    assertThat(documents.revision("FRAUD-1", KpiContract.class)).isEqualTo(3);
    assertThat(documents.newest("FRAUD-1", KpiContract.class).orElseThrow().kpis())
        .isEmpty();
  }

  private void keep(String document, int revision, String content) {
    jdbc.sql("insert into value_document (initiative, document, revision, content, recorded_by, "
            + "recorded_at) values ('FRAUD-1', ?, ?, ?, 'pm', current_timestamp)")
        .params(document, revision, content)
        .update();
  }
}
