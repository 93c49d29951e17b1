package io.pilotage.gate;

import java.util.List;
import org.springframework.stereotype.Component;

/** What the rules for a whole life find now, for whoever looks between gates. */
@Component
public class StandingRules {

  private final GatePages pages;

  StandingRules(GatePages pages) {
    this.pages = pages;
  }

  /** What every standing rule finds now, the mistakes first. */
  public List<Standing> of(String initiative) {
    return pages.forLife().stream()
        .map(rule ->
            new Standing(rule.kind(), rule.name(), pages.find(rule, initiative, rule.phase())))
        .toList();
  }

  /** One rule with what it found. */
  public record Standing(Rule.Kind kind, String name, Finding finding) {

    public boolean fired() {
      return finding.effect().fires();
    }
  }
}
