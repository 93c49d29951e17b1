package io.pilotage.board;

import io.pilotage.dataset.Audits;
import io.pilotage.dataset.DataAudit;
import io.pilotage.dataset.Upload;
import io.pilotage.dataset.Uploads;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What pages tell about the data of an initiative. Named {@code dataOf} in templates, so that the
 * initiative's page can show it too.
 */
@Component("dataOf")
class DataReading {

  private final Audits audits;
  private final Uploads uploads;

  DataReading(Audits audits, Uploads uploads) {
    this.audits = audits;
    this.uploads = uploads;
  }

  public View of(String key) {
    var progress = audits.progress(key);
    var audit = audits.of(key).orElse(null);
    return new View(
        key,
        audit,
        progress.isPresent() ? progress.getAsInt() : null,
        uploads.of(key),
        uploads.largest().toBytes(),
        audit == null || !audit.isProfiled() ? null : DataPicture.of(audit.profile()));
  }

  static String kept(Upload upload) {
    return "Kept as " + upload.location() + ". Choose it in the task “Audit data”.";
  }

  /**
   * One initiative's data; the progress is empty unless an audit runs on this node, the picture
   * until one has ended well.
   */
  record View(
      String key,
      DataAudit audit,
      Integer progress,
      List<Upload> uploads,
      long mostBytes,
      DataPicture picture) {

    public long mostMegabytes() {
      return mostBytes >> 20;
    }

    /** Whether somebody should look again soon. */
    public boolean underWay() {
      return progress != null || audit != null && audit.profiledAt() == null;
    }

    public String state() {
      if (audit == null) return "no audit yet";
      if (underWay()) return "being measured";
      if (audit.problem() != null) return "could not be read";
      if (audit.accepted() == null) return "waits for its review";
      return audit.accepted() ? "accepted" : "sent back";
    }

    public String colour() {
      return switch (state()) {
        case "accepted" -> "good";
        case "could not be read", "sent back" -> "bad";
        case "waits for its review" -> "warn";
        default -> "info";
      };
    }

    /** What the machine does just now, in words. */
    public String doing() {
      if (progress == null) return "It waits for the machine, or another server measures it.";
      if (progress < 10) return "It waits for its turn, or is being opened.";
      if (progress < 45) return "The rows are being read.";
      return progress < 80
          ? "Column after column is measured."
          : "Repeated rows are counted and groups compared.";
    }
  }
}
