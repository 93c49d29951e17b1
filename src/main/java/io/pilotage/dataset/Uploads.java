package io.pilotage.dataset;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The files people bring for an initiative: kept whole with a word in the audit, or not at all. */
@Service
public class Uploads {

  private final DataFiles files;
  private final DatasetProperties properties;
  private final Ledger ledger;
  private final People people;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  Uploads(
      DataFiles files,
      DatasetProperties properties,
      Ledger ledger,
      People people,
      ApplicationEventPublisher events,
      TransactionTemplate transaction) {
    this.files = files;
    this.properties = properties;
    this.ledger = ledger;
    this.people = people;
    this.events = events;
    this.transaction = transaction;
  }

  /**
   * Stores a file and answers its location. The file is written before the transaction begins: a
   * slow disk holds no connection.
   */
  public Upload receive(String initiative, String name, InputStream data) {
    var location = files.upload(initiative, name, data);
    try {
      transaction.executeWithoutResult(open -> {
        ledger.record(initiative, people.currentOrSystem(), "data-uploaded", location, Map.of());
        events.publishEvent(new DataUploaded(initiative, location));
      });
    } catch (RuntimeException failed) {
      files.discard(location, "");
      throw failed;
    }
    return of(initiative).stream()
        .filter(upload -> upload.location().equals(location))
        .findFirst()
        .orElseThrow(() ->
            new Refusal("file", "The file was removed while it was stored. Upload it again."));
  }

  /** What was brought for the initiative, downloads included, newest first. */
  public List<Upload> of(String initiative) {
    return files.of(initiative);
  }

  /** The most one file may hold. */
  public DataSize largest() {
    return properties.largestFile();
  }
}
