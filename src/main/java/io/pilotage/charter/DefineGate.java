package io.pilotage.charter;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GatePage;
import io.pilotage.gate.Rule;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.registry.Models;
import io.pilotage.registry.Unapproved;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What has to be agreed before anybody builds, in the order the first phase asks for it, and what
 * stays true of it for life.
 */
@Component
@Order(2)
class DefineGate implements GatePage {

  private final Charters charters;
  private final Initiatives initiatives;
  private final Routes routes;
  private final Models models;
  private final BaselineProperties properties;
  private final Clock clock;

  DefineGate(
      Charters charters,
      Initiatives initiatives,
      Routes routes,
      Models models,
      BaselineProperties properties,
      Clock clock) {
    this.charters = charters;
    this.initiatives = initiatives;
    this.routes = routes;
    this.models = models;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        rule("Problem statement specific", this::problemStatementSpecific),
        rule("Baseline measured", this::baselineMeasured),
        rule("Committee complete, operations included", this::committeeCompleteOperationsIncluded),
        rule("Reviewers briefed in week one", this::reviewersBriefedInWeekOne),
        rule("Risk tier set", this::riskTierSet),
        rule("Fallback chosen and owned", this::fallbackChosenAndOwned),
        rule("Strategy linked", this::strategyLinked),
        rule("Integration sketched", this::integrationSketched),
        rule("Data promising", this::dataPromising),
        mistake("no fallback", this::noFallback),
        mistake("no governance", this::noGovernance));
  }

  /** A problem without a number cannot be solved, only worked on. */
  Finding problemStatementSpecific(String initiative) {
    return part(initiative, Charter::problem)
        .map(problem -> Finding.pass("Goal: " + problem.goal() + "."))
        .orElseGet(() -> Finding.block("No problem was framed."));
  }

  /** Without a baseline nobody can tell later whether anything got better. */
  Finding baselineMeasured(String initiative) {
    var measured = part(initiative, Charter::baseline);
    if (measured.isEmpty()) return Finding.block("No baseline was measured.");
    var baseline = measured.get();
    var fact = "Measured on " + baseline.measuredOn() + " (" + baseline.source() + "): "
        + Math.round(baseline.errorsPerDay()) + " errors a day today, "
        + Math.round(baseline.targetErrorsPerDay()) + " at the target.";
    var oldest =
        LocalDate.ofInstant(clock.instant().minus(properties.oldestBaseline()), ZoneOffset.UTC);
    return baseline.measuredOn().isBefore(oldest)
        ? Finding.warn(fact + " That is long ago: measure again.")
        : Finding.pass(fact);
  }

  /** Whoever is asked last says no: operations steers from day one. */
  Finding committeeCompleteOperationsIncluded(String initiative) {
    return part(initiative, Charter::committee)
        .map(Committee::members)
        .map(members -> Finding.pass(
            "Accountable: " + members.business() + "; operations: " + members.operations() + "."))
        .orElseGet(() -> Finding.block("No steering committee was named."));
  }

  /** R19: reviewers who hear of it late find what stops it. */
  Finding reviewersBriefedInWeekOne(String initiative) {
    var held = part(initiative, Charter::briefing);
    if (held.isEmpty()) return Finding.block("Security, legal and risk have not been briefed.");
    var briefing = held.get();
    var due = LocalDate.ofInstant(charters.briefingDue(initiative), ZoneOffset.UTC);
    var fact = "Held on " + briefing.heldOn() + " with " + briefing.security() + ", "
        + briefing.legal() + " and " + briefing.risk() + ".";
    return briefing.heldOn().isAfter(due)
        ? Finding.warn(fact + " It was due by " + due + ".")
        : Finding.pass(fact);
  }

  /** R22: the tier decides who signs and how long stages soak. */
  Finding riskTierSet(String initiative) {
    return part(initiative, Charter::risk)
        .map(risk -> Finding.pass("Tier " + risk.words() + "."))
        .orElseGet(() -> Finding.block("The risk was not classified."));
  }

  /** A model without a fallback takes the business down with it. */
  Finding fallbackChosenAndOwned(String initiative) {
    return part(initiative, Charter::fallback)
        .map(fallback ->
            Finding.pass(fallback.kind().words() + ", owned by " + fallback.owner() + "."))
        .orElseGet(() -> Finding.block("No fallback was chosen."));
  }

  /** Work that serves no priority loses its people first. */
  Finding strategyLinked(String initiative) {
    return part(initiative, Charter::strategy)
        .map(strategy -> Finding.pass("Serves: " + strategy.priority() + "."))
        .orElseGet(() -> Finding.block("No business priority was named."));
  }

  /** What does not fit downstream is found out now or at the end. */
  Finding integrationSketched(String initiative) {
    var sketched = part(initiative, Charter::integration);
    if (sketched.isEmpty()) return Finding.block("No integration was sketched.");
    var integration = sketched.get();
    if (!integration.apiReachable())
      return Finding.block(
          "The interface " + integration.api() + " cannot be reached in production.");
    if (!integration.outputMatches())
      return Finding.block(integration.consumer() + " does not take what the model answers.");
    return Finding.pass(integration.api() + " feeds " + integration.consumer() + ", owned by "
        + integration.owner() + ".");
  }

  /** Poor data is a warning here; the data phase audits it. */
  Finding dataPromising(String initiative) {
    var graded = part(initiative, Charter::data);
    if (graded.isEmpty()) return Finding.block("Nobody graded the data there is.");
    var data = graded.get();
    var fact = "Quality " + data.quality() + ", volume " + data.volume() + ", history "
        + data.history() + ".";
    return data.worrying()
        ? Finding.warn(fact + " Poor data stalls what is built on it.")
        : Finding.pass(fact);
  }

  /**
   * R82: a model whose failure stops the business; nobody planned what answers then, or the route
   * does not know it.
   */
  Finding noFallback(String initiative) {
    var planned = part(initiative, Charter::fallback);
    if (planned.isEmpty())
      return Finding.block("Nobody planned what answers when the model cannot.");
    var fact = planned.get().kind().words() + ", owned by " + planned.get().owner();
    var model = initiatives.get(initiative).model();
    var route = model == null ? null : routes.find(model).orElse(null);
    return route == null ? Finding.pass(fact + ".") : plannedOnTheRoute(fact, route);
  }

  private static Finding plannedOnTheRoute(String fact, Route route) {
    if (route.undecided() && !route.onFallback())
      return Finding.pass(
          fact + "; the route of " + route.model() + " is told so by the gate of productionize.");
    if (route.fallback() == null)
      return Finding.warn(fact + ", but the route of " + route.model()
          + " names none: callers would use their own default.");
    return route.onFallback()
        ? Finding.warn(fact + ": callers are answered by “" + route.fallback() + "” now.")
        : Finding.pass(fact + "; the route falls back on “" + route.fallback() + "”.");
  }

  /**
   * R82: nobody said who decides what is deployed, how risky it is, or something runs that nobody
   * approved.
   */
  Finding noGovernance(String initiative) {
    var committee = part(initiative, Charter::committee);
    if (committee.isEmpty()) return Finding.block("Nobody said who decides what is deployed.");
    var known = initiatives.get(initiative);
    if (known.riskTier() == null)
      return Finding.block("The risk was never classified, so nobody knows who has to sign.");
    var found = known.model() == null ? "" : unapproved(known.model());
    if (!found.isEmpty())
      return Finding.warn("Seen serving without approval: " + found + ". Approve or take away.");
    return Finding.pass("Deployment is decided by " + committee.get().decider().words() + "; risk "
        + known.riskTier() + "; nothing unapproved was seen.");
  }

  private String unapproved(String model) {
    var seen = models.unapproved(model);
    var named =
        seen.versions().stream().map(Unapproved.Seen::version).collect(Collectors.joining(", "));
    long more = seen.more();
    return more == 0 ? named : named + String.format(Locale.ROOT, " and %,d more", more);
  }

  private <T> Optional<T> part(String initiative, Function<Charter, T> part) {
    return charters.of(initiative).map(part);
  }
}
