package io.pilotage.value;

import io.pilotage.engine.Refusal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tries on the spot whether the sources of KPIs answer. Only a link that may be tried is; anything
 * else is its owner's word.
 */
@Component
class KpiSources {

  private final LinkProbe links;

  KpiSources(LinkProbe links) {
    this.links = links;
  }

  /**
   * Refuses a contract with a link that gives no number today: it will give none when it is asked
   * for.
   */
  void mustAnswer(KpiContract contract) {
    contract
        .kpis()
        .forEach(kpi -> problem(kpi).ifPresent(problem -> {
          throw new Refusal(
              "kpis",
              "The source of “" + kpi.metric() + "”, " + kpi.source().strip() + ", " + problem
                  + ". Mend the link, or name the report or system the number is read from.");
        }));
  }

  boolean mayTry(Kpi kpi) {
    return kpi.source() != null && links.mayTry(kpi.source().strip());
  }

  /**
   * What is wrong with the source now, as the end of a sentence; nothing when it answers or cannot
   * be tried.
   */
  Optional<String> problem(Kpi kpi) {
    return mayTry(kpi) ? links.problem(kpi.source().strip()) : Optional.empty();
  }
}
