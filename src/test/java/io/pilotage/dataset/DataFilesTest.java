package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.pilotage.engine.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** What comes in and what stays out. Every refusal says what to do and leaves nothing behind. */
class DataFilesTest {

  private static final String GOOD = "age,label\n31,yes\n32,no\n";

  @TempDir
  Path home;

  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(home);
  }

  private String upload(String name, String text) {
    return upload(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private String upload(String name, byte[] data) {
    return bench.files.upload("FRAUD-1", name, new ByteArrayInputStream(data));
  }

  private void refusesAndKeepsNothing(String name, byte[] data, String sentence) {
    assertThatThrownBy(() -> upload(name, data))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(sentence);
    assertThat(kept()).isEmpty();
  }

  private List<Path> kept() {
    var folder = bench.folder.resolve("FRAUD-1");
    if (!Files.exists(folder)) return List.of();
    try (var files = Files.list(folder)) {
      return files.toList();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  @Test
  void keepsAnUploadUnderANameOfItsOwn() {
    assertThat(upload("../../Train set.csv", GOOD)).isEqualTo("FRAUD-1/train_set.csv");
    assertThat(upload("train_set.csv", GOOD)).isEqualTo("FRAUD-1/2-train_set.csv");

    assertThat(bench
            .profile(bench.files.resolve("FRAUD-1/train_set.csv"), Bench.plain(""))
            .rows())
        .isEqualTo(2);
    assertThat(kept()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      prose.csv  | Dear team, attached please find\\nnothing at all\\n | columns
      page.csv   | <!doctype html><p>Not found</p>                    | web page
      list.csv   | {"rows": []}                                       | JSON
      one.csv    | word\\nother\\n                                    | only one column
      data.csv   | 39,State-gov\\n50,Private\\n                       | looks like data
      nameless.csv | a,,b\\n1,2,3\\n                                  | has no name
      empty.csv  | a,b\\n                                             | no rows
      ragged.csv | a,b\\n1,2\\n3\\n                                   | Row 3
      quote.csv  | a,b\\n1,"x\\n2,y\\n                                | never closed
      book.xlsx  | PKzip                                              | ZIP or office document
      """)
  @DisplayName("an upload that is no table is refused with what to do")
  void refusesWhatIsNoTable(String name, String text, String sentence) {
    refusesAndKeepsNothing(
        name, text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8), sentence);
  }

  @Test
  void refusesBinaryEmptyAndForeignEncodings() {
    refusesAndKeepsNothing(
        "picture.csv", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2}, "binary");
    refusesAndKeepsNothing("nothing.csv", new byte[0], "empty");
    refusesAndKeepsNothing(
        "latin.csv", "name,age\nJürgen,3\n".getBytes(StandardCharsets.ISO_8859_1), "UTF-8");
    refusesAndKeepsNothing("cut.csv.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0}, "damaged");
  }

  @Test
  void refusesWhatIsTooLargeWithoutReadingOn() {
    var endless = new InputStream() {
      private long read;

      @Override
      public int read() {
        read++;
        return 'x';
      }
    };

    assertThatThrownBy(() -> bench.files.upload("FRAUD-1", "big.csv", endless))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("larger than 5 MB");
    assertThat(kept()).isEmpty();
    assertThat(endless.read).isLessThan(6L << 20);
  }

  @Test
  void refusesAZipBomb() throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bomb)) {
      out.write("a,b\n".getBytes(StandardCharsets.UTF_8));
      var line = "0,0\n".repeat(1 << 18).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 220; i++) out.write(line);
    }
    assertThat(bomb.size()).isLessThan(2 << 20);

    refusesAndKeepsNothing("bomb.csv.gz", bomb.toByteArray(), "grows beyond");
  }

  @Test
  void findsFilesBelowItsFoldersOnly() throws IOException {
    var outside = Files.writeString(home.resolve("secret.csv"), GOOD);
    Files.createSymbolicLink(bench.folder.resolve("link.csv"), outside);
    bench.write("good.csv", GOOD);

    assertThat(bench.files.bring("FRAUD-1", "good.csv")).isEqualTo("good.csv");
    for (var location : List.of(
        "../secret.csv",
        outside.toString(),
        "link.csv",
        "/etc/passwd",
        "missing.csv",
        "a\0b",
        ".",
        "datasets/../../secret.csv"))
      assertThatThrownBy(() -> bench.files.bring("FRAUD-1", location))
          .as(location)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("within the allowed folders");
    assertThatThrownBy(() -> bench.files.bring("FRAUD-1", " "))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Name the data");
  }

  @Test
  void readsBrokenRowsFarBelowTheHeadAsRefusals() {
    var rows = new StringBuilder("a,b\n");
    for (int i = 0; i < 60_000; i++) rows.append(i).append(",x\n");
    var quote = bench.write("quote.csv", rows + "1,\"never closed\n" + "2,y\n".repeat(10));
    var ragged = bench.write("ragged.csv", rows + "1,2,3\n");
    var words = bench.write("words.csv", "red,green\n" + "red,green\nblue,red\n".repeat(10));

    assertThatThrownBy(() -> bench.profile(quote, Bench.plain("")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("quote");
    assertThatThrownBy(() -> bench.profile(ragged, Bench.plain("")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("60002")
        .hasMessageContaining("3 columns instead of 2");
    assertThatThrownBy(() -> bench.profile(words, Bench.plain("")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("column names into the first row");
  }

  @Test
  void fetchesFromListedHostsOnlyAndFollowsNobody() throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/train.csv", exchange -> {
      exchange.sendResponseHeaders(200, GOOD.length());
      exchange.getResponseBody().write(GOOD.getBytes(StandardCharsets.UTF_8));
      exchange.close();
    });
    server.createContext("/moved.csv", exchange -> {
      exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data");
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
    });
    server.start();
    try {
      var port = server.getAddress().getPort();
      var listed = new Bench(home, "127.0.0.1:" + port);

      assertThat(listed.files.bring("FRAUD-1", "http://127.0.0.1:" + port + "/train.csv"))
          .isEqualTo("FRAUD-1/train.csv");
      assertThatThrownBy(
              () -> listed.files.bring("FRAUD-1", "http://127.0.0.1:" + port + "/moved.csv"))
          .hasMessageContaining("redirect");
      assertThatThrownBy(
              () -> listed.files.bring("FRAUD-1", "http://127.0.0.1:" + port + "/gone.csv"))
          .hasMessageContaining("status 404");
      for (var address : List.of(
          "http://localhost:" + port + "/train.csv",
          "http://127.0.0.1/train.csv",
          "http://127.0.0.1:" + port + "@evil.example/x",
          "http://evil.example/#127.0.0.1:" + port))
        assertThatThrownBy(() -> listed.files.bring("FRAUD-1", address))
            .as(address)
            .isInstanceOf(Refusal.class)
            .hasMessageContaining("not on the list");
      assertThatThrownBy(() -> listed.files.bring("FRAUD-1", "file:///etc/passwd"))
          .isInstanceOf(Refusal.class);
      assertThatThrownBy(() -> listed.files.bring("FRAUD-1", "ftp://127.0.0.1/x"))
          .hasMessageContaining("http or https only");
    } finally {
      server.stop(0);
    }
    assertThat(kept()).hasSize(1);
  }

  @Test
  @DisplayName("a listed name that leads into our own network is refused unless that is wanted")
  void fetchesFromNoNameThatLeadsInside() throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/train.csv", exchange -> {
      exchange.sendResponseHeaders(200, GOOD.length());
      exchange.getResponseBody().write(GOOD.getBytes(StandardCharsets.UTF_8));
      exchange.close();
    });
    server.start();
    try {
      var host = "localhost:" + server.getAddress().getPort();
      var address = "http://" + host + "/train.csv";
      assertThatThrownBy(() -> new Bench(home, host).files.bring("FRAUD-1", address))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("leads into our own network")
          .hasMessageContaining("Upload the file");
      assertThat(kept()).isEmpty();

      var wanted = new Bench(
          home,
          DataSize.ofMegabytes(5),
          DataSize.ofMegabytes(200),
          List.of(home.resolve("datasets")),
          true,
          host);
      assertThat(wanted.files.bring("FRAUD-1", address)).isEqualTo("FRAUD-1/train.csv");
      assertThatThrownBy(() -> new Bench(home, "nobody.invalid")
              .files.bring("FRAUD-1", "http://nobody.invalid/x.csv"))
          .hasMessageContaining("Nobody knows");
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,true",
    "10.1.2.3,true",
    "172.16.0.1,true",
    "192.168.1.1,true",
    "169.254.169.254,true",
    "100.64.0.1,true",
    "0.0.0.0,true",
    "::1,true",
    "fd00::1,true",
    "fe80::1,true",
    "::ffff:127.0.0.1,true",
    "224.0.0.1,true",
    "93.184.216.34,false",
    "100.128.0.1,false",
    "2606:2800:220:1::1,false"
  })
  void knowsWhichAddressesAreInside(String address, boolean inside) throws IOException {
    assertThat(io.pilotage.identity.Outward.isInside(java.net.InetAddress.getByName(address)))
        .isEqualTo(inside);
  }

  @Test
  void fetchesNothingThatGrowsTooLargeOrStops() throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/huge.csv", exchange -> {
      exchange.sendResponseHeaders(200, 0);
      try (var out = exchange.getResponseBody()) {
        var line = "1,2\n".repeat(16_384).getBytes(StandardCharsets.UTF_8);
        out.write("a,b\n".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 200; i++) out.write(line);
      } catch (IOException hungUp) {
        exchange.close();
      }
    });
    server.createContext("/cut.csv", exchange -> {
      exchange.sendResponseHeaders(200, 1_000_000);
      exchange.getResponseBody().write(GOOD.getBytes(StandardCharsets.UTF_8));
      exchange.close();
    });
    server.start();
    try {
      var listed = new Bench(home, "127.0.0.1:" + server.getAddress().getPort());
      var base = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThatThrownBy(() -> listed.files.bring("FRAUD-1", base + "/huge.csv"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("larger than 5 MB");
      assertThatThrownBy(() -> listed.files.bring("FRAUD-1", base + "/cut.csv"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("broke off before all of the data had come. Nothing was kept");
    } finally {
      server.stop(0);
    }
    assertThat(kept()).isEmpty();
  }

  @Test
  @DisplayName("a host that falls silent is waited for so long, and one that never ends so long")
  @Timeout(60)
  void waitsForNobodyForEver() throws IOException {
    var silence = Duration.ofSeconds(1);
    try (var silent = new SlowHost(30_000);
        var endless = new SlowHost(100)) {
      var impatient =
          Bench.patient(home, silence, Duration.ofSeconds(3), silent.host(), endless.host());

      assertThatThrownBy(() -> impatient.files.bring("FRAUD-1", silent.address()))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("nothing came for 1 seconds")
          .hasMessageContaining("upload the file");
      assertThatThrownBy(() -> impatient.files.fetch(
              "FRAUD-1", endless.address(), (bytes, of) -> assertThat(of).isNegative()))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("did not send the data within 3 seconds");
    }
    assertThat(kept()).isEmpty();
  }

  @Test
  @DisplayName("a bomb of Parquet is refused by what it says about itself")
  void refusesAParquetThatUnpacksBeyondTheLimit() throws java.sql.SQLException {
    var small = new Bench(
        home,
        DataSize.ofMegabytes(5),
        DataSize.ofKilobytes(100),
        List.of(home.resolve("datasets")));
    var file = small.folder.resolve("bomb.parquet");
    try (var database = java.sql.DriverManager.getConnection("jdbc:duckdb:");
        var statement = database.createStatement()) {
      statement.execute("copy (select i as a, i * 7 as b from range(200000) t(i)) to '" + file
          + "' (format parquet, compression zstd)");
    }

    assertThatThrownBy(() -> small.profile(file, Bench.plain("")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("more than are audited at once. Give a sample");
  }

  @Test
  void refusesAFileThatUnpacksBeyondTheLimit() throws IOException {
    var small = new Bench(
        home,
        DataSize.ofMegabytes(5),
        DataSize.ofKilobytes(100),
        List.of(home.resolve("datasets")));
    var packed = small.pack("wide.csv.gz", "a,b\n" + "1,2\n".repeat(50_000));

    assertThatThrownBy(() -> small.profile(packed, Bench.plain("")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("grows beyond");
  }
}
