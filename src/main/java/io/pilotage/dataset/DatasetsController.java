package io.pilotage.dataset;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.pilotage.initiative.Initiatives;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Uploads of data and reading of audits over HTTP. */
@RestController
@RequestMapping("/api/initiatives/{key}")
class DatasetsController {

  private final Initiatives initiatives;
  private final Uploads uploads;
  private final Audits audits;

  DatasetsController(Initiatives initiatives, Uploads uploads, Audits audits) {
    this.initiatives = initiatives;
    this.uploads = uploads;
    this.audits = audits;
  }

  @Operation(
      summary =
          "Store a CSV(.gz) or Parquet file; the answer says by which location to name it in the form “Audit data”")
  @For({Groups.DATA_SCIENCE, Groups.ENGINEERING})
  @PostMapping(value = "/datasets", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  Upload upload(@PathVariable String key, @RequestParam("file") MultipartFile file)
      throws IOException {
    initiatives.get(key);
    Refusal.unless(
        !file.isEmpty(), "file", "The upload is empty. Choose a CSV or Parquet file with data.");
    try (var data = file.getInputStream()) {
      return uploads.receive(key, file.getOriginalFilename(), data);
    }
  }

  @Operation(summary = "The files brought for an initiative, the newest first")
  @GetMapping("/datasets")
  List<Upload> uploaded(@PathVariable String key) {
    initiatives.get(key);
    return uploads.of(key);
  }

  @Operation(
      summary =
          "The newest data audit; while it is measured, progress counts percent and doing says what happens")
  @GetMapping("/audit")
  AuditAnswer audit(@PathVariable String key) {
    initiatives.get(key);
    var audit = audits.of(key).orElse(null);
    return audit == null || !audit.work().underWay()
        ? new AuditAnswer(null, null, audit)
        : new AuditAnswer(audit.work().percent(), audit.work().doing(), audit);
  }

  @Operation(summary = "The profile of the data as CSV, every cell safe to open in a spreadsheet")
  @GetMapping(value = "/audit.csv", produces = "text/csv;charset=UTF-8")
  ResponseEntity<String> profileAsCsv(@PathVariable String key) {
    initiatives.get(key);
    var profile = audits
        .of(key)
        .filter(DataAudit::isProfiled)
        .map(DataAudit::profile)
        .orElseThrow(
            () -> new Unknown("audit", "The data of “" + key + "” has not been profiled yet."));
    return ResponseEntity.ok()
        .header("Content-Disposition", "attachment; filename=\"" + key + "-audit.csv\"")
        .body(ProfileCsv.of(profile));
  }

  record AuditAnswer(Integer progress, String doing, DataAudit audit) {}
}
