package io.pilotage.dataset;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The audits of the initiatives' data: what was asked, what the data said, who accepted it. */
@Service
public class Audits {

  private final AuditTable table;
  private final DataFiles files;
  private final Profiler profiler;
  private final Ledger ledger;
  private final People people;
  private final Clock clock;
  // Of this node only: another node's audit shows its result when it is done.
  private final Map<String, Integer> progress = new ConcurrentHashMap<>();
  // Two at a time keep the memory bounded whatever is asked.
  private final Semaphore benches = new Semaphore(2, true);

  Audits(
      AuditTable table,
      DataFiles files,
      Profiler profiler,
      Ledger ledger,
      People people,
      Clock clock) {
    this.table = table;
    this.files = files;
    this.profiler = profiler;
    this.ledger = ledger;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Takes an order for an audit; refuses a file that cannot be opened and columns it does not have.
   */
  @Transactional
  public void ask(String initiative, AuditRequest request) {
    var location =
        files.with(initiative, Collections.singletonList(request.location()), brought -> {
          check(request, profiler.columns(files.resolve(brought.get(0))));
          return brought.get(0);
        });
    table.add(
        initiative,
        new AuditRequest(
            location,
            request.label(),
            request.positive(),
            request.time(),
            request.groups(),
            request.predictions(),
            request.missingInGroups()),
        people.currentOrSystem(),
        clock.instant());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "data-audit-asked",
        location,
        Map.of("source", request.location().strip()));
  }

  /**
   * Profiles what was last asked for and keeps the result; false when the data cannot be read (any
   * more), with the problem kept. Safe to repeat.
   */
  @Transactional
  public boolean profile(String initiative) {
    var audit = get(initiative);
    progress.put(initiative, 0);
    benches.acquireUninterruptibly();
    try {
      var found = profiler.profile(
          files.resolve(audit.request().location()),
          audit.request(),
          percent -> progress.put(initiative, percent));
      table.profiled(audit.id(), found, clock.instant());
      ledger.record(
          initiative,
          people.currentOrSystem(),
          "data-profiled",
          audit.request().location(),
          Map.of(
              "rows",
              found.rows(),
              "digest",
              found.digest(),
              "warnings",
              found.warnings().size()));
      return true;
    } catch (Refusal unreadable) {
      table.unreadable(audit.id(), unreadable.getMessage(), clock.instant());
      ledger.record(
          initiative,
          people.currentOrSystem(),
          "data-found-unreadable",
          audit.request().location(),
          Map.of("problem", unreadable.getMessage()));
      return false;
    } finally {
      benches.release();
      progress.remove(initiative);
    }
  }

  /** Accepts the audited data or sends it back to be mended. */
  @Transactional
  public void review(String initiative, boolean accepted, String comment) {
    var audit = get(initiative);
    Refusal.unless(
        audit.isProfiled(),
        "dataReview",
        "There is no profile to review yet. Profile the data first.");
    if (!accepted)
      Refusal.unlessGiven(
          comment,
          "comment",
          "Say what has to be mended in the data, so that the next audit can be better.");
    table.reviewed(audit.id(), accepted, comment, people.currentOrSystem(), clock.instant());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        accepted ? "data-accepted" : "data-sent-back",
        audit.request().location(),
        Map.of("digest", audit.profile().digest(), "comment", comment == null ? "" : comment));
  }

  /** The newest audit. */
  public Optional<DataAudit> of(String initiative) {
    return table.newest(initiative);
  }

  /** How far a running profile is, in percent; empty when none runs here. */
  public OptionalInt progress(String initiative) {
    var percent = progress.get(initiative);
    return percent == null ? OptionalInt.empty() : OptionalInt.of(percent);
  }

  DataAudit get(String initiative) {
    return of(initiative)
        .orElseThrow(() -> new Refusal(
            TableFile.FIELD,
            "No data has been named for “" + initiative + "” yet. Audit the data first."));
  }

  private static void check(AuditRequest request, List<String> columns) {
    for (var named : named(request))
      Refusal.unless(
          columns.contains(named),
          fieldOf(named, request),
          "The data has no column “" + named + "”. Its columns are: "
              + String.join(", ", columns.subList(0, Math.min(30, columns.size()))) + ".");
    Refusal.unless(
        request.label() == null || request.positive() != null,
        "positiveValue",
        "Say which value of “" + request.label()
            + "” is the wanted answer, such as “yes”: rates are computed for it.");
    Refusal.unless(
        request.predictions() == null || request.label() != null,
        "labelColumn",
        "Predictions are compared with the truth: name the label column too.");
  }

  private static List<String> named(AuditRequest request) {
    return Stream.concat(
            Arrays.asList(request.label(), request.time(), request.predictions()).stream(),
            request.groups().stream())
        .filter(column -> column != null)
        .toList();
  }

  private static String fieldOf(String column, AuditRequest request) {
    if (column.equals(request.label())) return "labelColumn";
    if (column.equals(request.time())) return "timeColumn";
    return column.equals(request.predictions()) ? "predictionColumn" : "groupColumns";
  }
}
