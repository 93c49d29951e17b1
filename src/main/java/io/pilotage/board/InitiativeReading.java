package io.pilotage.board;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.board.OperationReading.ReviewPart;
import io.pilotage.board.OperationReading.ScaleOutPart;
import io.pilotage.operation.Governance;
import io.pilotage.operation.ScaleOut;
import io.swagger.v3.oas.annotations.Operation;
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
  private final ScaleOut scaleOut;
  private final Governance governance;
  private final Ledger ledger;

  InitiativeReading(Portfolio portfolio, ScaleOut scaleOut, Governance governance, Ledger ledger) {
    this.portfolio = portfolio;
    this.scaleOut = scaleOut;
    this.governance = governance;
    this.ledger = ledger;
  }

  @Operation(
      summary = "Every initiative: phase, who is waited for, gates, plan against actual, stall")
  @GetMapping("/initiatives")
  List<InitiativeView> all() {
    return portfolio.all();
  }

  @Operation(summary = "One initiative, with its reviews and its latest audit entries")
  @GetMapping("/initiatives/{key}")
  Detail one(@PathVariable String key) {
    return new Detail(
        portfolio.one(key),
        scaleOut.of(key).map(OperationReading::scaleOut).orElse(null),
        governance.of(key).stream().map(OperationReading::review).toList(),
        ledger.of(key, EXCERPT));
  }

  @Operation(
      summary =
          "The portfolio in figures: how many reached production, how many are late or stalled, and why")
  @GetMapping("/portfolio")
  Portfolio.Summary portfolio() {
    return Portfolio.summary(portfolio.all());
  }

  /**
   * The initiative, how far scaling out is once its model operates, its governance reviews and an
   * excerpt of its audit, newest first.
   */
  record Detail(
      @JsonUnwrapped InitiativeView initiative,
      ScaleOutPart scaleOut,
      List<ReviewPart> governance,
      List<Entry> audit) {}
}
