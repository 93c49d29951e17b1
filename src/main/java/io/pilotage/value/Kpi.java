package io.pilotage.value;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.pilotage.charter.Direction;
import io.pilotage.engine.Amounts;
import io.pilotage.engine.Heading;
import io.pilotage.engine.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;

/** One number somebody asks for, where it stands and where it shall get. */
public record Kpi(
    KpiCategory category,
    String question,
    Asker askedBy,
    Kind kind,
    String metric,
    String unit,
    @JsonUnwrapped Goal goal,
    @JsonUnwrapped Care care) {

  /** Where it stands and where it shall get. */
  public record Goal(Direction direction, Double baseline, Double target) {}

  /** Who looks at it, where and how often. */
  public record Care(String owner, String source, Cadence cadence) {

    public Care {
      owner = Heading.of(owner);
      source = Heading.of(source);
    }
  }

  private static final Pattern TECHNICAL =
      Pattern.compile("\\b(accuracy|precision|recall|f1|f-score|auc|roc|rmse|mae|mape|log "
          + "?loss|perplexity|latency|p95|p99|throughput|uptime|gpu|cpu)\\b");

  public Kpi {
    metric = Heading.of(metric);
    unit = Heading.of(unit);
  }

  public Direction direction() {
    return goal.direction();
  }

  public Double baseline() {
    return goal.baseline();
  }

  public Double target() {
    return goal.target();
  }

  public String owner() {
    return care.owner();
  }

  public String source() {
    return care.source();
  }

  public Cadence cadence() {
    return care.cadence();
  }

  /** Whether a measured value reaches the target. */
  public boolean reachedBy(double value) {
    return direction() == Direction.INCREASE ? value >= target() : value <= target();
  }

  public boolean business() {
    return kind == Kind.BUSINESS;
  }

  void mustBeComplete() {
    Refusal.unlessGiven(metric, "kpis", "Every KPI needs a metric: the number that is looked at.");
    Refusal.unless(category != null, "kpis", about("a category"));
    Refusal.unlessGiven(question, "kpis", about("the question it answers"));
    Refusal.unless(askedBy != null, "kpis", about("who asks that question"));
    Refusal.unless(kind != null, "kpis", about("whether it is a business or a technical KPI"));
    Refusal.unlessGiven(unit, "kpis", about("a unit"));
    Refusal.unless(direction() != null, "kpis", about("a direction"));
    Refusal.unless(
        baseline() != null && Amounts.possible(baseline()),
        "kpis",
        about("a baseline: where it stands today"));
    Refusal.unless(target() != null && Amounts.possible(target()), "kpis", about("a target"));
    Refusal.unlessGiven(owner(), "kpis", about("an owner"));
    Refusal.unlessGiven(source(), "kpis", about("a source: where the number is read"));
    Refusal.unless(cadence() != null, "kpis", about("a cadence: how often it is looked at"));
    Refusal.unless(
        direction() == Direction.INCREASE ? target() > baseline() : target() < baseline(),
        "kpis",
        "The target of “" + metric
            + "” lies on the wrong side of its baseline: to "
            + direction().name().toLowerCase(Locale.ROOT) + " it from " + baseline()
            + ", the target cannot be " + target() + ".");
    Refusal.unless(
        !business() || !TECHNICAL.matcher(metric.toLowerCase(Locale.ROOT)).find(),
        "kpis",
        "“" + metric
            + "” is a technical KPI. A business KPI is one the business would pay for: cost per "
            + "transaction, hours saved a week, fewer errors, better conversion.");
  }

  private String about(String missing) {
    return "The KPI “" + metric.strip() + "” needs " + missing + ".";
  }

  /** Who wants to know. */
  public enum Asker {
    EXECUTIVE,
    PRODUCT_OWNER,
    RISK_LEADER
  }

  /** Whether the business or the engineers would miss it. */
  public enum Kind {
    BUSINESS,
    TECHNICAL
  }

  /** How often it is looked at. */
  public enum Cadence {
    DAILY,
    WEEKLY,
    MONTHLY,
    QUARTERLY
  }
}
