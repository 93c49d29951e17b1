package io.pilotage.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.pilotage.dataset.AuditRequest;
import io.pilotage.dataset.Audits;
import io.pilotage.initiative.Initiatives;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("R30 Data comes in on the page of its initiative and is shown there")
class DataBrowserTest extends BrowserTest {

  @Autowired private Initiatives initiatives;
  @Autowired private Audits audits;

  @Test
  void uploadsAFileAndReadsItsAudit() {
    var key = initiatives.register("Lend fairly", null, "pm").key();
    logIn("data-science", "/initiatives/" + key);

    choose("letter.csv", "Dear team, attached please find\nnothing at all\n");
    assertThat(page.locator("form.upload .say.bad")).containsText("columns");
    choose("loans.csv", loans());
    page.waitForURL("**/initiatives/" + key + "/data#files");
    assertThat(page.locator("#files")).containsText(key + "/loans.csv");

    audits.ask(key, new AuditRequest(key + "/loans.csv", "approved", "yes", "seen", List.of("sex", "age"), "model"));
    page.reload();
    assertThat(page.locator("#live progress")).isVisible();
    picture("measuring");
    audits.profile(key);
    // The page asks by itself; nobody reloads it.
    assertThat(page.locator("#live")).containsText("waits for its review");
    assertThat(page.locator("table.groups").first()).isVisible();

    for (var width : List.of(1280, 400)) {
      page.setViewportSize(width, 900);
      page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "pictures", "data-" + width + ".png")));
      assertThat((int) page.evaluate("document.documentElement.scrollWidth")).as("width at " + width).isLessThanOrEqualTo(width);
    }
    page.navigate(address("/initiatives/" + key));
    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "pictures", "initiative-400.png")));
    assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(400);
  }

  private void choose(String name, String text) {
    page.getByLabel("File").setInputFiles(new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8)));
    page.locator("form.upload button").click();
  }

  private static String loans() {
    var text = new StringBuilder("loan,age,income,sex,job,seen,approved,model\n");
    for (int i = 0; i < 400; i++) {
      var man = i % 8 < 5;
      text.append("L").append(i).append(',').append(20 + i * 7 % 45).append(',').append(i % 31 == 0 ? "unclear" : 900 + i * i % 5_000).append(man ? ",man," : ",woman,")
          .append(List.of("clerk", "?", "nurse", "driver", "clerk").get(i % 5)).append(",2026-11-").append(10 + i % 15)
          .append(i % 20 < (man ? 12 : 5) ? ",yes" : ",no").append(i % 20 < (man ? 13 : 4) ? ",yes\n" : ",no\n");
    }
    return text.toString();
  }
}
