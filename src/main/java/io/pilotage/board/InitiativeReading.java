package io.pilotage.board;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Initiatives as JSON: phase, health, gates, who is waited for, and what was done last. */
@RestController
@RequestMapping("/api")
class InitiativeReading {

  private static final int EXCERPT = 50;

  private final Portfolio portfolio;
  private final Ledger ledger;

  InitiativeReading(Portfolio portfolio, Ledger ledger) {
    this.portfolio = portfolio;
    this.ledger = ledger;
  }

  @GetMapping("/initiatives")
  List<InitiativeView> all() {
    return portfolio.all();
  }

  @GetMapping("/initiatives/{key}")
  Detail one(@PathVariable String key) {
    return new Detail(portfolio.one(key), ledger.of(key, EXCERPT));
  }

  @GetMapping("/portfolio")
  Portfolio.Summary portfolio() {
    return Portfolio.summary(portfolio.all());
  }

  /** The initiative with an excerpt of its audit, newest first. */
  record Detail(@JsonUnwrapped InitiativeView initiative, List<Entry> audit) {}
}
