package io.pilotage.initiative;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Processes;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which initiative follows which. What one agreed in its first phase is what the next one starts
 * from; what was signed is signed anew.
 */
@Service
public class Links {

  private static final String PROCESS = "ai-lifecycle";

  private final LinkTable table;
  private final Initiatives initiatives;
  private final Processes processes;
  private final Ledger ledger;
  private final Clock clock;

  Links(LinkTable table, Initiatives initiatives, Processes processes, Ledger ledger, Clock clock) {
    this.table = table;
    this.initiatives = initiatives;
    this.processes = processes;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The links an initiative is a part of, as child or as parent, the oldest first. */
  public List<Link> of(String initiative) {
    return table.of(initiative);
  }

  /** What the initiative follows; nothing when it began by itself. */
  public Optional<Link> above(String initiative) {
    return table.above(initiative);
  }

  /** Every link, in one query. */
  public List<Link> all() {
    return table.all();
  }

  /**
   * Starts an initiative of its own key that follows another, in its first phase. The warning may
   * be null.
   */
  @Transactional
  public Initiative start(String parent, LinkedProposal proposal, String warning, String by) {
    proposal.mustBeWhole();
    initiatives.get(parent);
    var key = initiatives.nextKey(proposal.title().strip());
    // The first forms ask what the parent agreed as soon as the process starts.
    table.add(
        new Link(key, parent, proposal.kind(), proposal.scope(), warning, by, clock.instant()));
    processes.start(PROCESS, key, Map.of("title", proposal.title().strip()));
    var details = details(proposal, warning);
    ledger.record(parent, by, "initiative-linked", key, details);
    ledger.record(key, by, "initiative-linked", parent, details);
    return initiatives.get(key);
  }

  private static Map<String, String> details(LinkedProposal proposal, String warning) {
    var details = new HashMap<String, String>();
    details.put("kind", proposal.kind().name());
    details.put("title", proposal.title().strip());
    if (proposal.scope() != null) details.put("scope", proposal.scope());
    if (warning != null) details.put("warning", warning);
    return details;
  }
}
