package io.pilotage.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.dataset.AuditRequest;
import io.pilotage.dataset.Audits;
import io.pilotage.dataset.Uploads;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.util.FileSystemUtils;

class DataPageTest extends WebTest {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @Value("${pilotage.dataset.folders}")
  Path folders;

  @Autowired
  Initiatives initiatives;

  @Autowired
  Audits audits;

  @Autowired
  Uploads uploads;

  @Autowired
  Ledger ledger;

  private String key;
  private Browser browser;

  @BeforeEach
  void openThePage() throws IOException {
    key = initiatives.register("Sort complaints faster", null, "pm").key();
    // Keys begin anew with every database, and files of an earlier run may still lie there.
    FileSystemUtils.deleteRecursively(folders.resolve(key));
    browser = new Browser(this::address);
    browser.login("data-science", "demo");
  }

  @Test
  @DisplayName(
      "R30 a file is uploaded on the page without scripts, and its audit is shown in pictures")
  void showsAnUploadAndItsAudit() {
    assertThat(browser.get("/initiatives/" + key).body())
        .contains("id=\"data\"", "type=\"file\"", "no audit yet");
    assertThat(browser.get("/initiatives/" + key + "/data").body())
        .contains("Nothing has been measured yet", "Nothing has been uploaded yet");

    var kept = upload("loans.csv", loans());

    assertThat(kept.statusCode()).isEqualTo(302);
    assertThat(page())
        .contains(
            "Kept as " + key + "/loans.csv", "<code class=\"wrap\">" + key + "/loans.csv</code>");
    assertThat(ledger.of(key, 10)).extracting(Entry::action).contains("data-uploaded");

    audits.ask(
        key, new AuditRequest(key + "/loans.csv", "approved", "yes", null, List.of("sex"), null));
    assertThat(page()).contains("being measured", "hx-trigger=\"every 2s\"", "<progress");
    assertThat(audits.profile(key)).isTrue();

    assertThat(page())
        .contains(
            "waits for its review",
            "below four fifths",
            "uneven",
            "class=\"fifths\"",
            "class=\"bands\"",
            "33.33",
            "the wanted answer")
        .contains("&lt;b&gt;", "width=\"100.0\"")
        .doesNotContain("hx-trigger=\"every 2s\"", "<b>x");
    assertThat(browser.get("/initiatives/" + key).body()).contains("120 rows, 4 columns");
  }

  @Test
  void tellsWhatCannotBeKept() {
    assertThat(upload("page.csv", "<html>no</html>").statusCode()).isEqualTo(302);
    assertThat(page()).contains("is a web page or XML, no table");
    assertThat(upload("none.csv", "").statusCode()).isEqualTo(302);
    assertThat(page()).contains("The upload is empty");

    assertThat(uploads.of(key)).isEmpty();
    assertThat(ledger.of(key, 10)).extracting(Entry::action).doesNotContain("data-uploaded");
    assertThat(browser.get("/initiatives/NOBODY-9/data").statusCode()).isEqualTo(404);
    assertThat(new Browser(this::address)
            .post("/initiatives/" + key + "/data", "multipart/form-data; boundary=cut", "--cut--")
            .statusCode())
        .isEqualTo(302);
  }

  private String page() {
    return browser.get("/initiatives/" + key + "/data").body();
  }

  private HttpResponse<String> upload(String name, String text) {
    var csrf = CSRF.matcher(page());
    assertThat(csrf.find()).isTrue();
    return browser.post(
        "/initiatives/" + key + "/data",
        "multipart/form-data; boundary=cut",
        "--cut\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + csrf.group(1)
            + "\r\n--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
            + "\"\r\n\r\n" + text + "\r\n--cut--\r\n");
  }

  /** Women get half of what men get; one column holds markup. */
  private static String loans() {
    var text = new StringBuilder("age,sex,remark,approved\n");
    for (int i = 0; i < 120; i++)
      text.append(20 + i % 40)
          .append(i % 2 == 0 ? ",man," : ",woman,")
          .append("<b>x</b>,")
          .append(i % 2 == 0 ? i % 3 == 0 || i % 3 == 1 ? "yes" : "no" : i % 3 == 0 ? "yes" : "no")
          .append('\n');
    return text.toString();
  }
}
