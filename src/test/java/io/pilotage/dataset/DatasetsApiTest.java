package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.initiative.Initiatives;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.util.FileSystemUtils;

class DatasetsApiTest extends WebTest {

  @Value("${pilotage.dataset.folders}")
  Path folders;

  @Autowired
  Initiatives initiatives;

  @Autowired
  Audits audits;

  @Autowired
  Uploads uploads;

  private String key;

  @BeforeEach
  void register() throws IOException {
    key = initiatives.register("Sort complaints faster", null, "pm").key();
    // Keys begin anew with every database, and files of an earlier run may still lie there.
    FileSystemUtils.deleteRecursively(folders.resolve(key));
  }

  private Answer upload(Client client, String initiative, String name, String data) {
    return client.post(
        "/api/initiatives/" + initiative + "/datasets",
        "multipart/form-data; boundary=cut",
        "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n"
            + data + "\r\n--cut--\r\n");
  }

  @Test
  void keepsAnUploadAndServesItsAudit() {
    var kept = upload(as("data-science"), key, "train.csv", "=age,label\n31,yes\n32,no\n=2+3,no\n");

    assertThat(kept.status()).isEqualTo(201);
    var location = kept.json().get("location").asText();
    assertThat(location).isEqualTo(key + "/train.csv");
    assertThat(as("pm")
            .get("/api/initiatives/" + key + "/audit")
            .json()
            .get("audit")
            .isNull())
        .isTrue();
    assertThat(as("pm").get("/api/initiatives/" + key + "/audit.csv").status()).isEqualTo(404);

    audits.ask(key, new AuditRequest(location, "label", "yes", null, List.of(), null));
    assertThat(audits.profile(key)).isTrue();

    var audit = as("pm").get("/api/initiatives/" + key + "/audit").json();
    assertThat(audit.get("progress").isNull()).isTrue();
    assertThat(audit.at("/audit/profile/rows").asInt()).isEqualTo(3);
    assertThat(audit.at("/audit/profile/digest").asText()).hasSize(64);
    assertThat(as("pm").get("/api/initiatives/" + key + "/audit.csv").text())
        .contains("\"'=age\"")
        .contains("\"'=2+3\"");
  }

  @Test
  @DisplayName(
      "R30 a file is kept under a name of ours, whatever letters its own name holds; one that cannot be "
          + "read at all is the sender's mistake")
  void keepsNamesHarmless() {
    for (var name : List.of(
        "evil.csv\0.png",
        "a\u0001b.csv",
        "..\\..\\x.csv",
        "%00.csv",
        "<b>.csv",
        ";",
        "\u202e.csv")) {
      var kept = upload(as("data-science"), key, name, "age,label\n31,yes\n32,no\n");
      assertThat(kept.status()).as(name + ": " + kept.text()).isIn(201, 400);
      if (kept.status() == 201)
        assertThat(kept.json().get("location").asText()).matches(key + "/[a-z0-9._-]+");
    }
  }

  @Test
  @DisplayName("an upload of 2 GB is turned away before it is sent")
  void turnsAwayTwoGigabytes() throws IOException {
    for (var path :
        List.of("/api/initiatives/" + key + "/datasets", "/initiatives/" + key + "/data")) {
      try (var line = new Socket("127.0.0.1", port)) {
        line.setSoTimeout(20_000);
        line.getOutputStream()
            .write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                    + basic("data-science", "demo")
                    + "\r\nContent-Type: multipart/form-data; boundary=cut\r\nContent-Length: "
                    + "2147483648\r\n\r\n--cut\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        var answer = new String(line.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        assertThat(answer)
            .as(path)
            .isEqualTo(path.startsWith("/api") ? "HTTP/1.1 413" : "HTTP/1.1 303");
        line.shutdownOutput();
        if (path.startsWith("/api"))
          assertThat(new String(line.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
              .contains("larger than 1024 MB. Put it into a data folder")
              .contains("\"field\":\"file\"");
      }
    }
    assertThat(uploads.of(key)).isEmpty();
  }

  @Test
  void refusesWhatIsNoTableWithProblemDetails() {
    var refused = upload(as("data-science"), key, "page.csv", "<html>no</html>");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("field").asText()).isEqualTo("file");
    assertThat(refused.json().get("detail").asText())
        .contains("web page")
        .doesNotContain(".arriving");
    assertThat(upload(as("data-science"), key, "empty.csv", "").status()).isEqualTo(422);
    assertThat(upload(as("data-science"), "NOBODY-9", "train.csv", "a,b\n1,2\n").status())
        .isEqualTo(404);
    assertThat(upload(anonymously(), key, "train.csv", "a,b\n1,2\n").status()).isIn(401, 403);
    assertThat(as("data-science")
            .post("/api/initiatives/" + key + "/datasets", "{}")
            .status())
        .isBetween(400, 499);
  }
}
