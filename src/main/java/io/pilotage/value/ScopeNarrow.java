package io.pilotage.value;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Phase;
import java.util.ArrayList;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Health: one problem, one consumer, and few enough KPIs that somebody looks at each. */
@Component
class ScopeNarrow implements StandingRule {

  private static final String SEVERAL = ".*(,|;|/|&| and | plus |\\ball\\b|\\bevery).*";

  private final Charters charters;
  private final Kpis kpis;
  private final ValueProperties properties;

  ScopeNarrow(Charters charters, Kpis kpis, ValueProperties properties) {
    this.charters = charters;
    this.kpis = kpis;
    this.properties = properties;
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
    return "Health: scope narrow";
  }

  @Override
  public Finding check(String initiative) {
    var charter = charters.of(initiative).filter(found -> found.problem() != null);
    if (charter.isEmpty()) return Finding.block("No problem is framed, so the scope has no edge.");
    return judge(
        charter.get(),
        kpis.of(initiative).map(contract -> contract.kpis().size()).orElse(0));
  }

  private Finding judge(Charter charter, int measured) {
    var wide = new ArrayList<String>();
    if (charter.problem().metric().toLowerCase(Locale.ROOT).matches(SEVERAL))
      wide.add("it wants to move several metrics (“" + charter.problem().metric() + "”)");
    if (charter.integration() != null
        && charter.integration().consumer().toLowerCase(Locale.ROOT).matches(SEVERAL))
      wide.add("several consumers wait for it (“" + charter.integration().consumer() + "”)");
    if (measured > properties.mostKpis()) wide.add("its contract has " + measured + " KPIs");
    if (!wide.isEmpty())
      return Finding.warn("The scope is wide: " + String.join("; ", wide)
          + ". Begin with one, and scale out once it is stable.");
    return Finding.pass("One metric (" + charter.problem().metric() + ")"
        + (charter.integration() == null
            ? ""
            : ", one consumer (" + charter.integration().consumer() + ")")
        + ", " + measured + " KPIs.");
  }
}
