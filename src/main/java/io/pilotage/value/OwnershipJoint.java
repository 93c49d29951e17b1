package io.pilotage.value;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Phase;
import io.pilotage.sync.Sync;
import io.pilotage.sync.Syncs;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Health: business, operations and technology own it together, and still meet. */
@Component
class OwnershipJoint implements StandingRule {

  private static final int MISSED_IN_A_ROW = 2;

  private final Charters charters;
  private final Kpis kpis;
  // Fetched late: the agenda of a sync asks the gates, and the gates ask this rule.
  private final ObjectProvider<Syncs> syncs;

  OwnershipJoint(Charters charters, Kpis kpis, ObjectProvider<Syncs> syncs) {
    this.charters = charters;
    this.kpis = kpis;
    this.syncs = syncs;
  }

  @Override
  public Kind kind() {
    return Kind.HEALTH;
  }

  @Override
  public Phase askedFrom() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Health: ownership joint";
  }

  @Override
  public Finding check(String initiative) {
    var committee = charters.of(initiative).map(Charter::committee);
    if (committee.isEmpty())
      return Finding.block("No committee was named, so nobody owns it together.");
    var agreement = kpis.of(initiative).map(KpiContract::agreement);
    if (agreement.filter(KpiContract.Agreement::complete).isEmpty())
      return Finding.block("Business, operations and technology have not all agreed to the KPIs.");
    var members = committee.get().members();
    var owners = "Business (" + members.business() + "), engineering (" + members.engineering()
        + ") and operations (" + members.operations() + ") own it";
    return lastOnesMissed(syncs.getObject().of(initiative))
        ? Finding.warn(owners + ", but the last " + MISSED_IN_A_ROW + " weekly syncs were missed.")
        : Finding.pass(owners + ".");
  }

  private static boolean lastOnesMissed(List<Sync> oldestFirst) {
    var closed =
        oldestFirst.stream().filter(sync -> sync.held() || sync.missed()).toList();
    return closed.size() >= MISSED_IN_A_ROW
        && closed.subList(closed.size() - MISSED_IN_A_ROW, closed.size()).stream()
            .allMatch(Sync::missed);
  }
}
