package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.pilotage.dataset.Profile.Kind;
import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Data that looks harmless and was once read wrongly: every file here is made by hand, and its
 * right answer is known.
 */
class FoolingDataTest {

  @TempDir
  Path home;

  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(home);
  }

  private Profile profile(Path file) {
    return bench.profile(file, Bench.plain(file.toString()));
  }

  private Profile profile(Path file, String label, String positive, String... groups) {
    return bench.profile(
        file, new AuditRequest(file.toString(), label, positive, null, List.of(groups), null));
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  // Words for “missing” that are somebody's home

  /**
   * 180 people of one region of whom 35 are approved, and 510 each of two others of whom 362 are.
   */
  private static String regions(String name) {
    var rows = new ArrayList<>(List.of("application,region,decision"));
    for (int i = 0; i < 180; i++)
      rows.add("A-" + i + "," + name + "," + (i < 35 ? "approved" : "declined"));
    for (int i = 0; i < 1_020; i++)
      rows.add("B-" + i + "," + (i % 2 == 0 ? "EMEA" : "APAC") + ","
          + (i < 724 ? "approved" : "declined"));
    return joined(rows);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NA",
        "None",
        "N/A",
        "null",
        "NaN",
        "?",
        "unknown",
        "unknown origin (refugees)",
        "all others",
        "NAM"
      })
  @DisplayName("R34 in a group column every word is a group")
  void comparesGroupsNamedLikeMissing(String name) {
    var byRegion = profile(
            bench.write("region.csv", regions(name)), "decision", "approved", "region")
        .by("region")
        .orElseThrow();

    assertThat(byRegion.group(name).orElseThrow().compared()).isTrue();
    assertThat(byRegion.group(name).orElseThrow().labelRate()).isCloseTo(0.1944, within(0.0001));
    assertThat(byRegion.fourFifths()).isCloseTo(0.274, within(0.001));
    assertThat(byRegion.lowest()).isEqualTo(name);
    assertThat(byRegion.passes()).isFalse();
  }

  @Test
  @DisplayName(
      "R34 somebody may say which words mean missing, and empty cells never join a group that is called unknown")
  void listensToWhoKnowsWhatIsMissing() {
    var file = bench.write("region.csv", regions("NA"));
    var told = bench.profile(
        file,
        new AuditRequest(
            "region.csv", "decision", "approved", null, List.of("region"), null, List.of("na")));
    assertThat(told.by("region").orElseThrow().group("unknown").orElseThrow().compared())
        .isFalse();
    assertThat(told.column("region").orElseThrow().missing()).isEqualTo(180);

    var both = profile(
        bench.write("both.csv", regions("unknown") + ",,approved\nC-1,,approved\n"),
        "decision",
        "approved",
        "region");
    assertThat(both.by("region").orElseThrow().group("unknown").orElseThrow().rows())
        .isEqualTo(180);
    assertThat(both.by("region").orElseThrow().groups())
        .filteredOn(group -> !group.compared())
        .singleElement()
        .extracting(Profile.Group::rows)
        .isEqualTo(2L);
  }

  @Test
  @DisplayName("R30 says what was taken as missing, and which words were not")
  void saysWhatWasTakenAsMissing() {
    var found = profile(
        bench.write("words.csv", regions("NA").replace("A-1,", "?,").replace("A-2,", "n/a,")),
        "decision",
        "approved",
        "region");

    assertThat(found.column("region").orElseThrow().missing()).isZero();
    assertThat(found.reading())
        .contains(
            "Taken as missing besides empty cells: “?” (1), “n/a” (1) in “application”.",
            "In “region” “NA” (180 rows) is a group of its own: among groups only an empty cell is "
                + "missing, unless the order of the audit names more.");
  }

  // A holdout that is the training data again

  private static List<String> payments(int from, int count, int numberedFrom) {
    var rows = new ArrayList<String>();
    for (int i = from; i < from + count; i++)
      rows.add((numberedFrom + i - from) + "," + (50 + i * 7 % 400) + (i % 5 == 0 ? ",0," : ",1.5,")
          + LocalDate.of(2026, 9, 1).plusDays(i % 80)
          + List.of(",north,", ",south,", ",west,").get(i % 3) + (i % 7 == 0 ? "yes" : "no"));
    return rows;
  }

  private static String table(List<String> rows) {
    return "row,amount,fee,paid_at,region,suspicious\n" + joined(rows);
  }

  private Overlap overlap(Path holdout) {
    return bench.profiler.overlap(bench.write("train.csv", table(payments(0, 600, 0))), holdout);
  }

  @Test
  @DisplayName("R33 rows are the same rows under new running numbers")
  void findsRowsThatWereNumberedAnew() {
    var found = overlap(bench.write("hold.csv", table(payments(100, 200, 90_000))));
    assertThat(found.shared()).isEqualTo(200);
    assertThat(found.leftOut()).containsExactly("row");
    assertThat(overlap(bench.write("fresh.csv", table(payments(1_000, 200, 90_000))))
            .shared())
        .isZero();
  }

  @Test
  @DisplayName(
      "R33 rows are the same rows however numbers, times and words are written, in any order")
  void findsRowsThatAreWrittenDifferently() {
    var rows = payments(100, 200, 100);
    Collections.shuffle(rows, new Random(3));
    var zeros = rows.stream()
        .map(row -> row.replace(",0,", ",0.0,").replace(",1.5,", ",1.50,"))
        .toList();
    var times = rows.stream()
        .map(row -> row.replaceAll("(2026-\\d\\d-\\d\\d)", "$1 00:00:00"))
        .toList();
    var words = rows.stream()
        .map(row -> row.replace(",north,", ", North ,").replace(",south,", ",SOUTH\u00a0,"))
        .toList();
    for (var written : List.of(zeros, times, words))
      assertThat(overlap(bench.write("hold.csv", table(written))).shared()).isEqualTo(200);
  }

  @Test
  @DisplayName("R33 rows are the same rows as typed Parquet")
  void findsRowsThatAreTyped() throws SQLException {
    bench.write("hold.csv", table(payments(100, 200, 90_000)));
    var typed = bench.folder.resolve("hold.parquet");
    copy(
        "select row, amount::double as amount, fee::decimal(8,2) as fee, paid_at::timestamp as paid_at, "
            + "region, suspicious from read_csv('"
            + bench.folder.resolve("hold.csv") + "')",
        typed);

    assertThat(overlap(typed).shared()).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "R33 what repeats itself without its numbers is compared with them, and that is said")
  void leavesOutNothingThatTellsRowsApart() {
    var training = new ArrayList<>(List.of("customer,region,suspicious"));
    var holdout = new ArrayList<>(List.of("customer,region,suspicious"));
    for (int i = 0; i < 600; i++)
      training.add("C" + i + "," + List.of("north", "south", "west").get(i % 3)
          + (i % 7 == 0 ? ",yes" : ",no"));
    for (int i = 0; i < 200; i++)
      holdout.add("D" + i + "," + List.of("north", "south", "west").get(i % 3)
          + (i % 5 == 0 ? ",yes" : ",no"));

    var found = bench.profiler.overlap(
        bench.write("train.csv", joined(training)), bench.write("hold.csv", joined(holdout)));

    assertThat(found.shared()).isZero();
    assertThat(found.leftOut()).isEmpty();
    assertThat(found.remark())
        .contains("“customer” is different in every row")
        .contains("whole rows were compared");
  }

  @Test
  @DisplayName("R33 amounts of which no two are alike are compared all the same")
  void comparesWhatIsMeasured() {
    var training = new ArrayList<>(List.of("row,amount,region"));
    var holdout = new ArrayList<>(List.of("ROW,amount,region"));
    for (int i = 0; i < 600; i++) training.add(i + "," + (i * 1.37 + 0.11) + "," + (i % 3));
    for (int i = 0; i < 200; i++) holdout.add(i + "," + (i * 2.41 + 0.07) + "," + (i % 3));

    assertThat(bench
            .profiler
            .overlap(
                bench.write("train.csv", joined(training)),
                bench.write("hold.csv", joined(holdout)))
            .shared())
        .isZero();
  }

  @Test
  @DisplayName("R33 German rows are the same rows as typed Parquet")
  void findsGermanRowsThatAreTyped() throws SQLException {
    var rows = new ArrayList<>(List.of("Beleg;Betrag;Datum;Region"));
    for (int i = 0; i < 300; i++)
      rows.add("K-" + i + ";" + (1 + i % 9) + "." + (100 + i) + ",50;" + (10 + i % 20)
          + ".09.2026;north");
    var training = bench.write("de.csv", joined(rows));
    var typed = bench.folder.resolve("de.parquet");
    copy(
        "select 'X-' || i as Beleg, ((1 + i % 9) * 1000 + 100 + i + 0.5)::double as Betrag, (date "
            + "'2026-09-10' + (i % 20)::int) as Datum, 'North ' as Region"
            + " from range(100) t(i)",
        typed);

    assertThat(bench.profiler.overlap(training, typed).shared()).isEqualTo(100);
  }

  private static void copy(String query, Path to) throws SQLException {
    try (var database = DriverManager.getConnection("jdbc:duckdb:");
        var statement = database.createStatement()) {
      statement.execute("copy (" + query + ") to '" + to + "' (format parquet)");
    }
  }

  // Numbers and dates of other countries

  private static final List<String> AMOUNTS =
      List.of("50", "999", "1.234", "12.500", "39.990", "18.122");

  @Test
  @DisplayName("R30 a dot before three digits separates thousands where the file is German")
  void readsThousandsDots() {
    var rows = new ArrayList<>(List.of("Beleg;Betrag;Datum"));
    for (int i = 0; i < 120; i++)
      rows.add("K-" + i + ";" + AMOUNTS.get(i % 6) + ";" + (10 + i % 20) + ".09.2026");

    var found = profile(bench.write("de.csv", joined(rows)));

    var betrag = found.column("Betrag").orElseThrow();
    assertThat(List.of(betrag.from(), betrag.to())).containsExactly("50", "39990");
    assertThat(betrag.kind()).isEqualTo(Kind.WHOLE_NUMBER);
    assertThat(found.reading()).contains("Read as German numbers and dates: “Betrag”, “Datum”.");
    assertThat(found.warnings())
        .anyMatch(
            warning -> warning.contains(
                "“Betrag” has three digits behind every dot, such as 1.234. It is read as a thousands separator"));
  }

  @Test
  @DisplayName("R30 a dot that may separate thousands is told where nothing else says so")
  void warnsAboutDotsThatMaySeparateThousands() {
    var rows = new ArrayList<>(List.of("id,amount"));
    for (int i = 0; i < 120; i++) rows.add("K-" + i + "," + AMOUNTS.get(i % 6));

    assertThat(profile(bench.write("dots.csv", joined(rows))).warnings())
        .anyMatch(warning -> warning.contains("“amount” has three digits behind every dot")
            && warning.contains("looks like a thousands separator and is read as a decimal point"));
    assertThat(profile(bench.write("plain.csv", joined(rows) + "K-999,0.5\n")).warnings())
        .noneMatch(warning -> warning.contains("thousands"));
  }

  @Test
  @DisplayName(
      "R30 numbers and dates of a US spreadsheet are numbers and dates; what may be either is told and left")
  void readsAUsSpreadsheet() {
    var rows = new ArrayList<>(List.of("id,price,rate,sold,paid,born"));
    for (int i = 0; i < 120; i++)
      rows.add("K-" + i + ",\"$1,2" + (10 + i % 80) + ".56\"," + i % 90 + "%," + (1 + i % 12) + "/"
          + (1 + i % 28) + "/2026," + (1 + i % 12) + "/" + (1 + i % 9) + "/2026," + (1 + i % 9)
          + "/" + (1 + i % 9) + "/26");

    var found = profile(bench.write("us.csv", joined(rows)));

    assertThat(found.column("price").orElseThrow().from()).isEqualTo("1210.56");
    assertThat(found.column("rate").orElseThrow().to()).isEqualTo("89");
    assertThat(found.column("sold").orElseThrow().to()).startsWith("2026-12-");
    assertThat(found.reading().get(0))
        .isEqualTo("Read as US numbers and dates: “price”, “rate”, “sold”, “paid”.");
    assertThat(found.warnings())
        .anyMatch(warning -> warning.contains("“paid” holds dates such as 1/1/2026")
            && warning.contains("read with the month first, as elsewhere"))
        .anyMatch(warning -> warning.contains("“born” writes years with two digits"));
    assertThat(found.column("born").orElseThrow().kind()).isEqualTo(Kind.TEXT);
  }

  @Test
  void warnsAboutTwoWaysInOneColumn() {
    var found = profile(bench.write(
        "two.csv", "id;amount;day\n" + "1;1.234,56;3/4/2026\n2;12.5;5/6/2026\n".repeat(20)));

    assertThat(found.warnings())
        .anyMatch(warning ->
            warning.contains("“amount” writes numbers in two ways, such as 1.234,56 and 12.5"))
        .anyMatch(warning -> warning.contains("“day” holds dates such as 3/4/2026")
            && warning.contains("left as texts"));
    assertThat(List.of(
            found.column("amount").orElseThrow().misfits(),
            found.column("day").orElseThrow().kind()))
        .containsExactly(20L, Kind.TEXT);
  }

  @Test
  @DisplayName("R30 numbers and dates of a German spreadsheet are numbers and dates")
  void readsAGermanSpreadsheet() {
    var rows = new ArrayList<>(List.of("Beleg;Betrag (€);Buchungstag"));
    for (int i = 0; i < 120; i++)
      rows.add("K-" + i + ";" + (i % 9 + 1) + "." + (100 + i) + "," + (10 + i % 80) + ";"
          + (1 + i % 28) + ".12.2026");

    var found = profile(bench.write("de.csv", "\uFEFF" + joined(rows)));

    assertThat(found.column("Betrag (€)").orElseThrow().kind()).isEqualTo(Kind.NUMBER);
    assertThat(found.column("Buchungstag").orElseThrow().kind()).isEqualTo(Kind.TIME);
  }

  // Files that spreadsheets write

  @Test
  @DisplayName(
      "other encodings are read where a mark tells them, and refused by the line where none does")
  void readsOrNamesOtherEncodings() {
    for (var charset : List.of(
        StandardCharsets.UTF_16,
        StandardCharsets.UTF_16LE,
        StandardCharsets.UTF_16BE,
        Charset.forName("x-UTF-16LE-BOM"))) {
      var found = profile(bench.write(
          "wide.csv", ("name,age\r\n" + "Jürgen,3\r\nÅsa,4\r\n".repeat(20)).getBytes(charset)));
      assertThat(found.column("name").orElseThrow().shape())
          .as(charset.name())
          .extracting(Profile.Bar::label)
          .containsExactlyInAnyOrder("Jürgen", "Åsa");
      assertThat(found.reading()).anyMatch(sentence -> sentence.contains("UTF-16"));
    }
    var far = "a,b\n" + "1,x\n".repeat(80_000);
    assertThatThrownBy(() -> profile(bench.write(
            "latin.csv", (far + "2,Müller\n3,y\n").getBytes(StandardCharsets.ISO_8859_1))))
        .hasMessageContaining("Line 80002 of “latin.csv” is not written in UTF-8");
    assertThatThrownBy(() -> profile(bench.write("zero.csv", far + "2,x\0y\n")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("binary data");
  }

  private static final String TABLE = "id,amount,suspicious\n1,2.5,no\n2,3.5,yes\n3,4.5,no\n";

  @Test
  void readsMixedLineEnds() {
    for (var text : List.of(
        "id,amount,suspicious\r\n1,2.5,no\r\n2,3.5,yes\n3,4.5,no\r\n",
        "id,amount,suspicious\n1,2.5,no\r\n2,3.5,yes\n3,4.5,no\n",
        TABLE.replace('\n', '\r'),
        "id,amount,suspicious\r\n1,2.5,no\r2,3.5,yes\n3,4.5,no")) {
      var found = profile(bench.write("ends.csv", text));
      assertThat(found.rows()).as(text).isEqualTo(3);
      assertThat(found.column("suspicious").orElseThrow().distinct()).isEqualTo(2);
    }
    // Far below the head, and packed.
    var far =
        "id,amount,suspicious\n" + "1,2.5,no\n".repeat(60_000) + "2,\"a\r\nb\",yes\r\n3,4.5,no\n";
    assertThat(profile(bench.write("far.csv", far)).rows()).isEqualTo(60_002);
    assertThat(profile(pack("far.csv.gz", far)).reading())
        .contains("Its lines end in different ways.");
  }

  private Path pack(String name, String text) {
    try {
      return bench.pack(name, text);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  @Test
  void readsTheSeparatorLineOfSpreadsheets() {
    assertThat(
            profile(bench.write("sep.csv", "sep=;\n" + TABLE.replace(',', ';'))).columns())
        .extracting(Profile.Column::name)
        .containsExactly("id", "amount", "suspicious");
  }

  @Test
  void readsNamesThatDifferOnlyInCaseOrComeTwice() throws SQLException {
    var similar = profile(bench.write("case.csv", "Id,ID,amount\n1,7,2\n2,8,3\n"));
    assertThat(similar.columns())
        .extracting(Profile.Column::name)
        .containsExactly("Id", "ID", "amount");
    assertThat(similar.column("ID").orElseThrow().from()).isEqualTo("7");
    assertThat(similar.warnings())
        .anyMatch(warning -> warning.contains("“Id” and “ID” differ only in capital letters"));
    var twice = profile(bench.write("twice.csv", "a,b,a,a_2\n1,7,2,5\n2,8,3,6\n"));
    assertThat(twice.columns())
        .extracting(Profile.Column::name)
        .containsExactly("a", "b", "a_3", "a_2");
    assertThat(twice.column("a_3").orElseThrow().from()).isEqualTo("2");
    assertThat(twice.warnings())
        .anyMatch(
            warning -> warning.contains("“a” comes more than once; one of them is called “a_3”"));
    var typed = bench.folder.resolve("case.parquet");
    copy("select {'k': 1, 'l': [2]} as part, 2 as x, 3 as y", typed);
    assertThat(profile(typed).columns())
        .extracting(Profile.Column::name)
        .containsExactly("part", "x", "y");
  }

  @Test
  void namesTheTrueCause() {
    assertThatThrownBy(() -> profile(bench.write("title.csv", "Report of May\na,b,c\n1,2,3\n")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is a title, not column names")
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> profile(bench.write("cut.parquet", "PAR1" + "x".repeat(80))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Parquet file “cut.parquet” is damaged");
    assertThatThrownBy(() ->
            profile(bench.write("quote.csv", "a,b\n" + "1,x\n".repeat(80_000) + "2,\"x\"y\n")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Row 80002")
        .hasMessageContaining("a quote stands inside a cell");
    assertThat(profile(bench.write("key.csv", "PK,b\n1,2\n")).rows()).isEqualTo(1);
  }

  @Test
  @DisplayName("a refusal names the line of the file")
  void namesTheLineOfTheFile() {
    var rows = new StringBuilder("a,b\n\n\"x\ny\",1\n");
    for (int i = 0; i < 60_000; i++) rows.append(i).append(",x\n");
    assertThatThrownBy(() -> profile(bench.write("ragged.csv", rows + "1,2,3\n")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("line 60005");
    assertThatThrownBy(() -> profile(bench.write("announced.csv", "sep=,\r\n" + rows + "1,2,3\n")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("line 60006");
    assertThatThrownBy(() -> profile(bench.write("short.csv", "sep=;\na;b\n1;\"x\n\ny\"\n\n2\n")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "Row 3 of “short.csv” (line 7 of the file) has 1 column instead of 2");
  }

  // What people would expect to be told

  @Test
  @DisplayName("R30 a column that gives the label away is told")
  void tellsWhatGivesTheLabelAway() {
    var rows = new ArrayList<>(List.of("id,reason,amount,fraud"));
    for (int i = 0; i < 400; i++)
      rows.add(i
          + (i < 120 ? ",confirmed," : i % 2 == 0 ? ",closed," : ",open,")
          + i % 90
          + (i < 120 || i % 39 == 0 ? ",yes" : ",no"));

    var found = profile(bench.write("leak.csv", joined(rows)), "fraud", "yes");
    assertThat(found.warnings())
        .anyMatch(warning -> warning.contains(
            "Column “reason” gives the label away: “confirmed” means “yes” in 120 of 120 rows"));
    assertThat(found.giveaways()).extracting(Profile.Giveaway::column).containsExactly("reason");
  }

  @Test
  @DisplayName("R30 single values that give the label away share one line")
  void tellsOfSingleValuesInOneLine() {
    var rows = new ArrayList<>(List.of("age,grade,approved"));
    for (int i = 0; i < 2_000; i++)
      rows.add((18 + i % 30) + "," + i % 20
          + (i % 30 == 0 || i % 20 == 3 || i % 7 > 3 ? ",no" : ",yes"));

    assertThat(
            profile(bench.write("single.csv", joined(rows)), "approved", "yes").warnings())
        .anyMatch(warning -> warning.startsWith(
            "Single values give the label away: “18” of “age” means “no” in 67 of 67 rows; “3” of "
                + "“grade” means “no” in 100 of 100 rows."));
  }

  @Test
  void takesNoRareLabelForOneGivenAway() {
    var rows = new ArrayList<>(List.of("id,shop,comment,fraud"));
    for (int i = 0; i < 4_000; i++)
      rows.add(
          i + ",S" + i % 40 + "," + (i % 3 == 0 ? "NA" : "ok") + (i % 200 == 7 ? ",yes" : ",no"));

    assertThat(profile(bench.write("rare.csv", joined(rows)), "fraud", "yes").giveaways())
        .isEmpty();
  }

  @Test
  @DisplayName("R30 what is empty exactly where the label is no gives it away too")
  void tellsWhatIsFilledInAfterwards() {
    var rows = new ArrayList<>(List.of("id,recovered,fraud"));
    for (int i = 0; i < 400; i++) rows.add(i + (i % 4 == 0 ? "," + i + ",yes" : ",,no"));

    assertThat(profile(bench.write("after.csv", joined(rows)), "fraud", "yes").giveaways())
        .extracting(Profile.Giveaway::column, Profile.Giveaway::label)
        .containsExactly(tuple("recovered", "no"));
  }

  @Test
  @DisplayName("R34 a picture that turns within another group is told")
  void tellsThatThePictureTurns() {
    var found = profile(
        bench.write(
            "berkeley.csv",
            cells(
                "gender,department,admitted",
                "man,A,825,512",
                "woman,A,108,89",
                "man,B,560,353",
                "woman,B,25,17",
                "man,C,325,120",
                "woman,C,593,202",
                "man,D,417,138",
                "woman,D,375,131",
                "man,E,191,53",
                "woman,E,393,94",
                "man,F,373,22",
                "woman,F,341,24")),
        "admitted",
        "yes",
        "gender");

    assertThat(found.warnings())
        .anyMatch(warning -> warning.contains(
                "By gender: The picture turns within “department”. In sum “man” has 44.52 % of 2,691 "
                    + "rows and “woman” 30.35 % of 1,835")
            && warning.contains("in “A” “man” has 62.06 % of 825 rows and “woman” 82.41 % of 108"));
    var stones = profile(
        bench.write(
            "stones.csv",
            cells(
                "treatment,size,healed",
                "open,small,87,81",
                "keyhole,small,270,234",
                "open,large,263,192",
                "keyhole,large,80,55")),
        "healed",
        "yes",
        "treatment");
    assertThat(stones.by("treatment").orElseThrow().turns()).singleElement().satisfies(turn -> {
      assertThat(turn.reversed()).isTrue();
      assertThat(List.of(turn.ahead(), turn.within(), turn.compared()))
          .containsExactly("keyhole", 2, 2);
    });
  }

  @Test
  @DisplayName("R34 a difference that the sum hides is told")
  void tellsWhatTheSumHides() {
    var found = profile(
        bench.write(
            "shifts.csv",
            cells(
                "sex,shift,approved",
                "man,day,400,240",
                "woman,day,400,120",
                "man,night,400,160",
                "woman,night,400,240")),
        "approved",
        "yes",
        "sex",
        "shift");

    assertThat(found.by("sex").orElseThrow().passes()).isTrue();
    assertThat(found.warnings())
        .anyMatch(warning -> warning.contains("By sex: A difference hides within “shift”")
            && warning.contains(
                "in “day” “man” has 60.00 % of 400 rows and “woman” 30.00 % of 400"));
  }

  @Test
  void tellsOfNoTurnWhereThereIsNone() {
    var found = profile(
        bench.write(
            "even.csv",
            cells(
                "sex,shift,approved",
                "man,day,300,180",
                "woman,day,200,80",
                "man,night,200,100",
                "woman,night,300,110")),
        "approved",
        "yes",
        "sex",
        "shift");

    assertThat(found.groups()).allSatisfy(audit -> assertThat(audit.turns()).isEmpty());
  }

  /** Rows from “group,stratum,rows,positives”. */
  private static String cells(String header, String... cells) {
    var rows = new ArrayList<>(List.of(header));
    for (var cell : cells) {
      var part = cell.split(",");
      for (int i = 0; i < Integer.parseInt(part[2]); i++)
        rows.add(part[0] + "," + part[1] + (i < Integer.parseInt(part[3]) ? ",yes" : ",no"));
    }
    return joined(rows);
  }

  @Test
  @DisplayName("R34 wrong answers that hit one group ten points more often are told with the sizes")
  void tellsGapsOfWrongAnswers() {
    var rows = new ArrayList<>(List.of("sex,approved,model"));
    for (int i = 0; i < 400; i++)
      rows.add((i < 200 ? "man" : "woman")
          + (i % 2 == 0 ? ",yes," : ",no,")
          + (i % 2 == 0
              ? (i < 200 ? "yes" : i % 10 == 0 ? "no" : "yes")
              : i < 200 ? i % 20 == 1 ? "yes" : "no" : i % 10 < 4 ? "yes" : "no"));
    var file = bench.write("errors.csv", joined(rows));

    var found = bench.profile(
        file, new AuditRequest("errors.csv", "approved", "yes", null, List.of("sex"), "model"));

    assertThat(found.warnings())
        .contains(
            "By sex: False positives hit “woman” more often than “man”: 40.00 % of 100 rows against 10.00 % of 100.",
            "By sex: False negatives hit “woman” more often than “man”: 20.00 % of 100 rows against 0.00 % of 100.");
    assertThat(profile(file, "approved", "yes", "sex").by("sex").orElseThrow().gaps())
        .isEmpty();
  }

  @Test
  @DisplayName("R34 a handful of rows is never the headline")
  void letsNoHandfulBeTheHeadline() {
    var found = profile(
        bench.write(
            "handful.csv",
            cells(
                "region,any,approved",
                "north,x,1000,500",
                "south,x,1000,380",
                "isle,x,32,8",
                "rock,x,32,21")),
        "approved",
        "yes",
        "region");

    var audit = found.by("region").orElseThrow();
    assertThat(List.of(audit.lowest(), audit.highest())).containsExactly("south", "north");
    assertThat(found.warnings())
        .anyMatch(
            warning -> warning.contains(
                "0.760 (south, 38.00 % of 1,000 rows against north, 50.00 % of 1,000 rows), below 0.8."));
    var two = profile(
        bench.write("two.csv", cells("region,any,approved", "north,x,1000,500", "isle,x,32,12")),
        "approved",
        "yes",
        "region");
    assertThat(two.warnings())
        .anyMatch(warning -> warning.contains("isle, 37.50 % of 32 rows")
            && warning.contains("may differ by chance"));
  }
}
