package io.pilotage.rollout;

import io.pilotage.engine.Processes;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.registry.Models;
import io.pilotage.rollout.QueueTable.Place;
import io.pilotage.rollout.Retreat.Moved;
import io.pilotage.rollout.Retreat.Why;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rollouts as the rest of the product sees them: how models stand, what the numbers say, and the
 * ways back.
 */
@Service
public class Rollouts {

  private static final Logger log = LoggerFactory.getLogger(Rollouts.class);
  private static final int TRIES = 4;

  private final Judge judge;
  private final JudgementTable judgements;
  private final RolloutTable table;
  private final QueueTable queue;
  private final Retreat retreat;
  private final Routes routes;
  private final Models models;
  private final Processes processes;
  private final TransactionTemplate transaction;

  Rollouts(
      Judge judge,
      JudgementTable judgements,
      RolloutTable table,
      QueueTable queue,
      Retreat retreat,
      Routes routes,
      Models models,
      Processes processes,
      PlatformTransactionManager transactions) {
    this.judge = judge;
    this.judgements = judgements;
    this.table = table;
    this.queue = queue;
    this.retreat = retreat;
    this.routes = routes;
    this.models = models;
    this.processes = processes;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** The newest verdict that was stored; nothing before the first look. */
  public Optional<StageVerdict> verdictOf(String model) {
    return judgements.newest(model);
  }

  /** The verdicts on a model, the newest first; looks that saw no change share one entry. */
  public List<StageVerdict> verdicts(String model, int limit) {
    return judgements.history(model, limit);
  }

  /** What was found about what a model served since then and for how long, the oldest first. */
  public List<VerdictSpan> spans(String model, Instant since) {
    return judgements.spans(model, since);
  }

  /** Initiative to the moment its first candidate was promoted to full traffic, in one query. */
  public Map<String, Instant> inProduction() {
    return table.firstPromotions();
  }

  /** Looks at a model now and keeps what came out. */
  @Transactional
  public StageVerdict judge(String model) {
    routes.get(model);
    return judgeAll(List.of(model)).get(model);
  }

  /** Asks monitoring what a look at these models, later in the same thread, will need. */
  public void askAhead(Collection<String> wanted) {
    judge.askAhead(wanted);
  }

  /** Looks at models now, in as many queries as for one; a model without a route has no verdict. */
  @Transactional
  public Map<String, StageVerdict> judgeAll(Collection<String> wanted) {
    return judge.judge(wanted);
  }

  /**
   * Does what the verdict asks for: an unhealthy candidate goes one stage back, or to the fallback
   * when a hard limit is broken. A verdict about an older generation of the route changes nothing:
   * then the model is looked at once more, and that verdict counts.
   */
  @Transactional
  public Optional<Rollback> correct(StageVerdict verdict, String by) {
    var current = routes.get(verdict.model()).generation();
    var valid = verdict.generation() == current ? verdict : judge(verdict.model());
    if (valid.stage() != Verdict.UNHEALTHY) return Optional.empty();
    return retreat.stepBack(
        valid.model(),
        new Why(RollbackCause.NUMBERS, valid.why(), by),
        valid.severe(),
        valid.generation());
  }

  /**
   * Takes the candidate of a model exactly one stage back because of an alert about what was seen
   * at that time; false when the traffic has moved back since, or has no candidate.
   */
  @Transactional
  public boolean stepBackSince(String model, String reason, String by, Instant seen) {
    return retreat
        .stepBackSince(model, new Why(RollbackCause.ALERT, reason, by), seen)
        .isPresent();
  }

  /**
   * Takes a model with a candidate in traffic to its fallback: an alert says that a hard limit is
   * broken.
   */
  @Transactional
  public Route fallBack(String model, String reason, String by) {
    retreat.stepBack(model, new Why(RollbackCause.ALERT, reason, by), true, null);
    return routes.get(model);
  }

  /**
   * Where the traffic of a model would go if it were rolled back because of trouble with a version,
   * null when nobody knows with which.
   */
  public SaferPlace safer(String model, String version) {
    return retreat.safer(model, version);
  }

  /**
   * Rolls the traffic of a model back to that safer place because of an incident, and starts what
   * follows up on it; nothing where none is left.
   */
  @Transactional
  public SaferPlace rollBackAfterIncident(String model, String version, String reason, String by) {
    var place = retreat.safer(model, version);
    if (place.exists()) followedUp(model, place.to(), new Why(RollbackCause.INCIDENT, reason, by));
    return place;
  }

  /**
   * Moves the traffic of a model back as an operator wishes, and starts what follows up on it.
   * Whatever stands in the way of the follow-up does not stop the traffic. The model as it is then,
   * with how long it took and whether this call moved it.
   */
  public ModelView rollBack(String model, RollbackTarget to, String reason, String by) {
    var why = new Why(RollbackCause.PERSON, reason, by);
    var moved = insisting(
        () -> transaction.execute(status -> followedUp(model, to, why)),
        () -> transaction.execute(status -> retreat.route(model, to, why)));
    return view(model).after(retreat.settle(moved.way().id()), moved.now());
  }

  private Moved followedUp(String model, RollbackTarget to, Why why) {
    var moved = retreat.move(model, to, why);
    if (moved.now())
      processes.start(
          "roll-back-model",
          moved.way().initiative(),
          Map.of("model", model, "to", to.name(), "reason", moved.way().reason()));
    return moved;
  }

  private static Moved insisting(Supplier<Moved> whole, Supplier<Moved> routeAlone) {
    for (int tries = 1; tries < TRIES; tries++) {
      try {
        return whole.get();
      } catch (Refusal | Unknown answer) {
        if (!(answer instanceof io.pilotage.traffic.StaleRoute)) throw answer;
      } catch (RuntimeException inTheWay) {
        log.warn("A rollback met something in its way and tries again.", inTheWay);
      }
    }
    log.error("A rollback moves the traffic without its follow-up process.");
    return routeAlone.get();
  }

  /** Every way back of a model: where it leads now, or why it leads nowhere. */
  public List<WayBack> waysBack(String model) {
    return retreat.ways(model);
  }

  /** The ways back a model went, the newest first. */
  public List<Rollback> rollbacks(String model) {
    return table.ways(model);
  }

  /** A model as the API shows it. */
  public ModelView view(String model) {
    return ModelView.of(
        routes.get(model),
        judgements.newest(model).orElse(null),
        models.versions(model),
        line(queue.of(model), table.running(model).map(Rollout::candidate).orElse(null)));
  }

  /** Every model with a route as the API shows it, in five queries. */
  public List<ModelView> views() {
    var verdicts = judgements.newest();
    var versions = models.all();
    var waiting = queue.all().stream().collect(Collectors.groupingBy(Place::model));
    var running = table.underWay().stream()
        .collect(Collectors.toMap(Rollout::model, Rollout::candidate, (newest, older) -> newest));
    return routes.all().stream()
        .map(route -> ModelView.of(
            route,
            verdicts.get(route.model()),
            versions.getOrDefault(route.model(), List.of()),
            line(waiting.getOrDefault(route.model(), List.of()), running.get(route.model()))))
        .toList();
  }

  /** Each behind the one before it, and the first behind what is rolled out now. */
  private static List<WaitingVersion> line(List<Place> places, String running) {
    var line = new ArrayList<WaitingVersion>();
    var ahead = running;
    for (var place : places) {
      line.add(new WaitingVersion(place.version(), place.initiative(), place.since(), ahead));
      ahead = place.version();
    }
    return line;
  }
}
