package io.pilotage.process;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GatePage;
import io.pilotage.gate.Rule;
import io.pilotage.initiative.Phase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** A rule of the last phase that blocks only where a test says so. */
@Component
@Profile("test")
class OpenCriterion implements GatePage {

  private final Set<String> open = ConcurrentHashMap.newKeySet();

  void openFor(String initiative) {
    open.add(initiative);
  }

  void closeFor(String initiative) {
    open.remove(initiative);
  }

  @Override
  public Phase phase() {
    return Phase.OPERATE;
  }

  @Override
  public List<Rule> rules() {
    return List.of(rule("Test criterion met", this::testCriterionMet));
  }

  Finding testCriterionMet(String initiative) {
    return open.contains(initiative)
        ? Finding.block("It is not met yet.")
        : Finding.pass("It is met.");
  }
}
