package io.pilotage.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.pilotage.dataset.AuditRequest;
import io.pilotage.dataset.Audits;
import io.pilotage.dataset.ManyLoans;
import io.pilotage.dataset.Uploads;
import io.pilotage.initiative.Initiatives;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.util.FileSystemUtils;

@DisplayName("R30 Data comes in on the page of its initiative and is shown there")
class DataBrowserTest extends BrowserTest {

  @Value("${pilotage.dataset.folders}")
  private Path folders;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Audits audits;

  @Autowired
  private Uploads uploads;

  @Test
  void uploadsAFileAndReadsItsAudit() throws IOException {
    var key = initiatives.register("Lend fairly", null, "pm").key();
    // Keys begin anew with every database, and files of an earlier run may still lie there.
    FileSystemUtils.deleteRecursively(folders.resolve(key));
    logIn("data-science", "/initiatives/" + key);

    choose("letter.csv", "Dear team, attached please find\nnothing at all\n");
    assertThat(page.locator("form.upload .say.bad")).containsText("columns");
    choose("loans.csv", loans());
    page.waitForURL("**/initiatives/" + key + "/data#files");
    assertThat(page.locator("#files")).containsText(key + "/loans.csv");

    audits.ask(
        key,
        new AuditRequest(
            key + "/loans.csv", "approved", "yes", "seen", List.of("sex", "age"), "model"));
    page.reload();
    assertThat(page.locator("#live progress")).isVisible();
    picture("measuring");
    audits.profile(key);
    // The page asks by itself; nobody reloads it.
    assertThat(page.locator("#live")).containsText("waits for its review");
    assertThat(page.locator("table.groups").first()).isVisible();

    for (var width : List.of(1280, 400)) {
      page.setViewportSize(width, 900);
      page.screenshot(new Page.ScreenshotOptions()
          .setFullPage(true)
          .setPath(Path.of("target", "pictures", "data-" + width + ".png")));
      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .as("width at " + width)
          .isLessThanOrEqualTo(width);
      page.locator("table.groups").first().scrollIntoViewIfNeeded();
      picture("groups-" + width);
    }
    page.navigate(address("/initiatives/" + key));
    page.screenshot(new Page.ScreenshotOptions()
        .setFullPage(true)
        .setPath(Path.of("target", "pictures", "initiative-400.png")));
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(400);
  }

  @Test
  @DisplayName("R30 R34 what fooled others is told on the page, on a desk and on a phone")
  void tellsWhatFooledOthers() throws IOException {
    var key = initiatives.register("Kredite schneller entscheiden", null, "pm").key();
    FileSystemUtils.deleteRecursively(folders.resolve(key));
    var upload = uploads.receive(
        key,
        "kredite.csv",
        new ByteArrayInputStream(foolingLoans().getBytes(StandardCharsets.UTF_8)));
    audits.ask(
        key,
        new AuditRequest(
            upload.location(),
            "bewilligt",
            "ja",
            "Datum",
            List.of("Region", "Geschlecht"),
            "Modell"));
    assertThat(audits.profile(key)).isTrue();

    logIn("data-science", "/initiatives/" + key + "/data");
    var looks = page.locator(".looks");
    for (var told : List.of(
        "three digits behind every dot",
        "“Grund” gives the label away",
        "four-fifths ratio",
        "The picture turns within “Filiale”",
        "False positives hit")) assertThat(looks).containsText(told);
    assertThat(page.locator(".reading"))
        .containsText("Read as German numbers and dates: “Betrag”, “Datum”.");
    assertThat(page.locator(".reading")).containsText("“NA” (190 rows) is a group of its own");
    for (var width : List.of(1280, 400)) {
      page.setViewportSize(width, 900);
      page.screenshot(new Page.ScreenshotOptions()
          .setFullPage(true)
          .setPath(Path.of("target", "pictures", "fooled-" + width + ".png")));
      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .as("width at " + width)
          .isLessThanOrEqualTo(width);
    }
  }

  @Test
  @DisplayName("R30 data science chooses an upload in the form, engineering reviews what was found")
  void choosesAnUploadInTasklist() throws IOException {
    var key = "BROWSE-" + System.nanoTime();
    initiatives.register("Browse and audit", key, "pm");
    engine.getRuntimeService().startProcessInstanceByKey("prepare-data", key);
    runDueJobs();
    var upload = uploads.receive(
        key, "loans.csv", new ByteArrayInputStream(loans().getBytes(StandardCharsets.UTF_8)));

    openTask("data-science", key, "Audit data");
    choose(
        page.locator(".fjs-form-field-select")
            .filter(new Locator.FilterOptions().setHasText("Uploaded file")),
        "loans.csv, 16 kB");
    page.getByLabel("Column with the label").fill("approved");
    page.getByLabel("Value of the label").fill("yes");
    page.getByLabel("Columns whose groups").fill("sex");
    picture("audit-form");
    complete();
    assertThat(audits.profile(key)).isTrue();
    runDueJobs();
    assertThat(audits.of(key).orElseThrow().request().location()).isEqualTo(upload.location());
    page.context().clearCookies();

    openTask("engineering", key, "Review data audit");
    assertThat(page.locator(".fjs-container")).containsText("Four-fifths ratio by sex");
    page.locator(".fjs-container")
        .screenshot(new Locator.ScreenshotOptions()
            .setPath(Path.of("target", "pictures", "review-form.png")));
    page.getByLabel("Yes, build on it").check();
    complete();

    assertThat(audits.of(key).orElseThrow().isAccepted()).isTrue();
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(key)
        .list()
        .forEach(left -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(left.getId(), "test is over", true, true, true, true));
  }

  /** With ten million rows: {@code mvn test -Dtest=DataBrowserTest -Drows=10000000}. */
  @Test
  @DisplayName("R30 how far a long audit is can be watched")
  void watchesALongAudit() throws Exception {
    var key = initiatives.register("Lend at scale", null, "pm").key();
    FileSystemUtils.deleteRecursively(folders.resolve(key));
    var file = ManyLoans.write(
        Files.createDirectories(folders.resolve(key)).resolve("many.csv"),
        Integer.getInteger("rows", 1_500_000));
    audits.ask(
        key, new AuditRequest(key + "/many.csv", "approved", "yes", "seen", List.of("sex"), null));
    logIn("engineering", "/initiatives/" + key + "/data");

    var machine = Executors.newSingleThreadExecutor();
    try {
      var audit = machine.submit(() -> audits.profile(key));
      assertThat(page.locator("#live p b"))
          .hasText(
              Pattern.compile("(1[1-9]|[2-9]\\d) %"),
              new LocatorAssertions.HasTextOptions().setTimeout(300_000));
      picture("under-way");
      assertThat(audit.get(15, TimeUnit.MINUTES)).isTrue();
    } finally {
      machine.shutdownNow();
      Files.delete(file);
    }
    assertThat(page.locator("#live"))
        .containsText(
            "waits for its review", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
    assertThat(page.locator("#live figure.column").first()).isVisible();
  }

  private void openTask(String person, String key, String task) {
    logIn(person, "/camunda/app/tasklist/default/");
    page.getByText("Waiting on me").first().click();
    page.locator(".tasks-list li")
        .filter(new Locator.FilterOptions().setHasText(key))
        .filter(new Locator.FilterOptions().setHasText(task))
        .first()
        .click();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Claim"))
        .first()
        .click();
    assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete")))
        .isVisible();
  }

  private void complete() {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete"))
        .click();
    assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete")))
        .isHidden();
  }

  private void choose(String name, String text) {
    page.getByLabel("File")
        .setInputFiles(new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8)));
    page.locator("form.upload button").click();
  }

  /**
   * Loans as a German spreadsheet writes them: thousands dots, a region NA, a reason known
   * afterwards, and branches that turn the picture.
   */
  private static String foolingLoans() {
    var text = new StringBuilder(
        "sep=;\nBeleg;Betrag;Datum;Region;Geschlecht;Filiale;Grund;Modell;bewilligt\n");
    var cells =
        List.of("Mann;Markt;400;250", "Frau;Markt;60;50", "Mann;Hafen;80;8", "Frau;Hafen;420;63");
    var row = 0;
    for (var cell : cells) {
      var part = cell.split(";");
      for (int i = 0; i < Integer.parseInt(part[2]); i++, row++) {
        var yes = i < Integer.parseInt(part[3]);
        text.append("K-")
            .append(row)
            .append(';')
            .append(List.of("950", "1.200", "12.500", "39.990").get(row % 4))
            .append(';')
            .append(10 + row % 20)
            .append(".10.2026;")
            .append(i % 10 >= 8 && row < 950 ? "NA" : i % 2 == 0 ? "Nord" : "Süd")
            .append(';')
            .append(part[0])
            .append(';')
            .append(part[1])
            .append(';')
            .append(yes ? "ausgezahlt" : "offen")
            .append(';')
            .append(yes || part[0].equals("Frau") && i % 3 == 0 ? "ja" : "nein")
            .append(';')
            .append(yes ? "ja\n" : "nein\n");
      }
    }
    return text.toString();
  }

  private static String loans() {
    var text = new StringBuilder("loan,age,income,sex,job,seen,approved,model\n");
    for (int i = 0; i < 400; i++) {
      var man = i % 8 < 5;
      text.append("L")
          .append(i)
          .append(',')
          .append(20 + i * 7 % 45)
          .append(',')
          .append(i % 31 == 0 ? "unclear" : 900 + i * i % 5_000)
          .append(man ? ",man," : ",woman,")
          .append(List.of("clerk", "?", "nurse", "driver", "clerk").get(i % 5))
          .append(",2026-11-")
          .append(10 + i % 15)
          .append(i % 20 < (man ? 12 : 5) ? ",yes" : ",no")
          .append(i % 20 < (man ? 13 : 4) ? ",yes\n" : ",no\n");
    }
    return text.toString();
  }
}
