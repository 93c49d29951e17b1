package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.pilotage.WebTest;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.engine.Processes;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("what was fetched for an order that is refused goes again, and no row stays behind")
class NothingHalfStoredTest extends WebTest {

  @Autowired
  Initiatives initiatives;

  @Autowired
  AuditTable audits;

  @Autowired
  StatementTable statements;

  @Autowired
  Ledger ledger;

  @Autowired
  People people;

  @Autowired
  Processes processes;

  @Autowired
  TransactionTemplate transaction;

  @TempDir
  Path home;

  private HttpServer server;
  private String base;
  private String key;
  private Bench bench;
  private Audits asking;
  private Preparations preparing;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    file("/train.csv", "age,label\n31,yes\n32,no\n");
    file("/ragged.csv", "age,label\n" + "31,yes\n".repeat(60_000) + "1,2,3\n");
    file("/others.csv", "height,label\n180,yes\n");
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    key = initiatives.register("Sort complaints faster", null, "pm").key();
    bench = new Bench(home, "127.0.0.1:" + server.getAddress().getPort());
    var auditor = new Auditor(
        audits,
        bench.files,
        bench.profiler,
        bench.properties,
        processes,
        ledger,
        people,
        transaction,
        clock);
    asking = new Audits(audits, bench.files, bench.profiler, auditor, ledger, people, clock);
    preparing =
        new Preparations(statements, asking, bench.files, bench.profiler, ledger, people, clock);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void keepsNoFileOfAnAuditThatCannotBeMade() {
    asking.ask(key, new AuditRequest(base + "/train.csv", "lable", "yes", null, List.of(), null));

    assertThat(asking.profile(key)).isFalse();

    assertThat(asking.of(key).orElseThrow().problem()).contains("no column “lable”");
    assertThat(bench.files.of(key)).isEmpty();
    assertThat(ledger.of(key, 10)).extracting(Entry::action).doesNotContain("data-fetched");
  }

  @Test
  void asksForNothingThatDoesNotGoTogether() {
    assertThatThrownBy(() -> asking.ask(
            key, new AuditRequest(base + "/train.csv", "label", null, null, List.of(), null)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("wanted answer");
    assertThatThrownBy(() -> asking.ask(key, Bench.plain("http://elsewhere.invalid/train.csv")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("not on the list");

    assertThat(asking.of(key)).isEmpty();
    assertThat(ledger.of(key, 10)).extracting(Entry::action).doesNotContain("data-audit-asked");
  }

  @Test
  void keepsNeitherFileOfAPipelineWhenOneIsRefused() {
    for (var second : List.of("/gone.csv", "/ragged.csv"))
      assertThatThrownBy(() -> preparing.describePipeline(
              key, "register", "extract", base + "/train.csv", base + second))
          .as(second)
          .isInstanceOf(Refusal.class);

    assertThat(bench.files.of(key)).isEmpty();
    assertThat(preparing.pipeline(key)).isEmpty();
  }

  @Test
  void keepsNoHoldoutThatCannotBeCompared() {
    asking.ask(key, Bench.plain(base + "/train.csv"));
    assertThat(asking.profile(key)).isTrue();

    assertThatThrownBy(() -> preparing.reserveHoldout(key, base + "/others.csv"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("same columns");

    assertThat(bench.files.of(key))
        .extracting(Upload::location)
        .containsExactly(key + "/train.csv");
    assertThat(preparing.holdout(key)).isEmpty();
  }

  private void file(String path, String text) {
    server.createContext(path, exchange -> {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          exchange.getRequestURI().getPath().equals(path) ? 200 : 404, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
  }
}
