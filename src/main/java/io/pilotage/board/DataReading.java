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
    var audit = audits.of(key).orElse(null);
    return new View(
        key,
        audit,
        audit == null || !audit.work().underWay() ? null : audit.work().percent(),
        uploads.of(key),
        uploads.largest().toBytes(),
        audit == null || !audit.isProfiled() ? null : DataPicture.of(audit.profile()));
  }

  static String kept(Upload upload) {
    return "Kept as " + upload.location() + ". Choose it in the task “Audit data”.";
  }

  /**
   * One initiative's data; the progress is empty unless an audit is to be measured, the picture
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
      return progress != null;
    }

    public String state() {
      if (audit == null) return "no audit yet";
      if (underWay()) return "being measured";
      if (audit.problem() != null) return "could not be read";
      if (audit.review().accepted() == null) return "waits for its review";
      return audit.review().accepted() ? "accepted" : "sent back";
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
      return audit.work().doing();
    }
  }
}
