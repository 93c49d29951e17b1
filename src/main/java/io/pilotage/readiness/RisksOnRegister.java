package io.pilotage.readiness;

import io.pilotage.sync.AgendaSource;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Asks both sides every week whether a risk on the register has come closer; one line, because the
 * same eight every week are not read.
 */
@Component
@Order(6)
class RisksOnRegister implements AgendaSource {

  private final Risks risks;

  RisksOnRegister(Risks risks) {
    this.risks = risks;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    var register = risks.of(initiative);
    if (register.isEmpty()) return List.of();
    return List.of("Has one of the " + register.size() + " risks on the register come closer? "
        + register.stream().map(Risk::title).collect(Collectors.joining("; ")) + ".");
  }
}
