package io.pilotage.operation;

import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Initiative;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Link;
import io.pilotage.initiative.LinkKind;
import io.pilotage.initiative.Links;
import io.pilotage.operation.HealthyWeeks.Trouble;
import io.pilotage.operation.ScaleOutStep.Name;
import io.pilotage.operation.ScaleOutStep.State;
import io.pilotage.readiness.Handover;
import io.pilotage.readiness.Readiness;
import io.pilotage.readiness.Runbook;
import io.pilotage.rollout.Rollouts;
import io.pilotage.watch.Handed;
import io.pilotage.watch.WatchTiming;
import io.pilotage.watch.Watches;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Scaling out in order: stabilise, document the runbook, train, an adjacent use case, replicate.
 * What comes before its time is not refused: it carries a warning wherever it is read.
 */
@Service
public class ScaleOut {

  private final Watches watches;
  private final Incidents incidents;
  private final GovernanceTable reviews;
  private final Initiatives initiatives;
  private final Links links;
  private final Readiness readiness;
  private final Rollouts rollouts;
  private final WatchTiming timing;
  private final OperationProperties properties;
  private final Clock clock;

  ScaleOut(
      Watches watches,
      Incidents incidents,
      GovernanceTable reviews,
      Initiatives initiatives,
      Links links,
      Readiness readiness,
      Rollouts rollouts,
      WatchTiming timing,
      OperationProperties properties,
      Clock clock) {
    this.watches = watches;
    this.incidents = incidents;
    this.reviews = reviews;
    this.initiatives = initiatives;
    this.links = links;
    this.readiness = readiness;
    this.rollouts = rollouts;
    this.timing = timing;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * How far the initiative is; nothing before its model was handed to operation, or after it was
   * retired.
   */
  public Optional<ScaleOutView> of(String initiative) {
    var model = initiatives.get(initiative).model();
    if (model == null) return Optional.empty();
    return watches.handed(model).map(handed -> {
      var stability = stability(initiative, model, handed);
      return new ScaleOutView(
          stability,
          List.of(
              stabilise(stability),
              runbook(initiative),
              train(initiative),
              linked(initiative, Name.ADJACENT_USE_CASE, LinkKind.ADJACENT_USE_CASE),
              linked(initiative, Name.REPLICATE, LinkKind.REPLICATION)));
    });
  }

  /**
   * What is still missing before the initiative should be followed by one of this kind; nothing for
   * a next iteration of the same.
   */
  public Optional<String> warning(String initiative, LinkKind kind) {
    if (!kind.newDomain()) return Optional.empty();
    var view = of(initiative);
    if (view.isEmpty())
      return Optional.of("A new domain before its time: no model of " + initiative
          + " is in operation, so nothing is known to be stable.");
    var step = kind == LinkKind.REPLICATION ? Name.REPLICATE : Name.ADJACENT_USE_CASE;
    var missing = view.get().steps().stream()
        .filter(earlier -> earlier.name().compareTo(step) < 0 && !earlier.done())
        .map(earlier -> earlier.name().words() + " – " + earlier.fact())
        .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("A new domain before its time. Missing: " + String.join(" ", missing));
  }

  private Stability stability(String initiative, String model, Handed handed) {
    var now = clock.instant();
    var needed = Optional.ofNullable(handed.stableAfter()).orElse(properties.stableAfter());
    var since = later(handed.at(), now.minus(properties.week().multipliedBy(needed + 1L)));
    return new HealthyWeeks(
            handed.at(),
            properties.week(),
            needed,
            timing.interval(),
            rollouts.spans(model, since),
            troubles(initiative, model, since))
        .count(now);
  }

  /**
   * Incidents of the model, those of monitoring as a whole, and traffic a person took back; what
   * the machine took back was found unhealthy.
   */
  private List<Trouble> troubles(String initiative, String model, Instant since) {
    var wrong = incidents.touching(initiative, since).stream()
        .map(incident -> new Trouble(
            incident.report().at(),
            incident.closedAt(),
            "Incident " + incident.id() + " (" + incident.cause() + ") was open."));
    var back = rollouts.rollbacks(model).stream()
        .filter(way -> !way.cause().automatic() && !way.triggeredAt().isBefore(since))
        .map(way -> new Trouble(
            way.triggeredAt(), way.triggeredAt(), "Traffic was taken back: " + way.reason()));
    return Stream.concat(wrong, back).toList();
  }

  private static ScaleOutStep stabilise(Stability stability) {
    return new ScaleOutStep(
        Name.STABILISE, stability.stable() ? State.DONE : State.UNDER_WAY, stability.why());
  }

  /** A runbook older than what an incident taught does not say it. */
  private ScaleOutStep runbook(String initiative) {
    var written = newest(
        readiness
            .find(initiative, Runbook.class)
            .map(answer -> new Told(answer.answer().runbookAddress(), answer.at())),
        reviews.of(initiative).stream()
            .filter(review -> review.changes().runbook() != null)
            .findFirst()
            .map(review -> new Told(review.changes().runbook(), review.at())));
    if (written.isEmpty())
      return new ScaleOutStep(
          Name.DOCUMENT_RUNBOOK,
          State.OPEN,
          "There is no runbook. Give its address in the governance review.");
    var lesson = incidents.of(initiative).stream()
        .filter(incident -> incident.closedAt() != null
            && incident.closedAt().isAfter(written.get().at()))
        .findFirst();
    return lesson
        .map(incident -> new ScaleOutStep(
            Name.DOCUMENT_RUNBOOK,
            State.UNDER_WAY,
            "The runbook " + written.get().what() + " is older than what incident " + incident.id()
                + " taught. Bring it up to date and give its address in the governance review."))
        .orElse(new ScaleOutStep(
            Name.DOCUMENT_RUNBOOK, State.DONE, "Runbook at " + written.get().what() + "."));
  }

  private ScaleOutStep train(String initiative) {
    var trained = newest(
        readiness
            .find(initiative, Handover.class)
            .filter(answer -> answer.answer().accepted())
            .map(answer -> new Told(answer.answer().trainedPeople(), answer.at())),
        reviews.of(initiative).stream()
            .filter(review -> review.changes().trained() != null)
            .findFirst()
            .map(review -> new Told(review.changes().trained(), review.at())));
    return trained
        .map(who -> new ScaleOutStep(Name.TRAIN, State.DONE, "Trained: " + who.what() + "."))
        .orElse(new ScaleOutStep(
            Name.TRAIN,
            State.OPEN,
            "Nobody is on record as trained. Name them in the governance review."));
  }

  private ScaleOutStep linked(String initiative, Name name, LinkKind kind) {
    var children = links.of(initiative).stream()
        .filter(link -> link.parent().equals(initiative) && link.kind() == kind)
        .map(Link::child)
        .toList();
    var reached = new ArrayList<>(children);
    reached.retainAll(rollouts.inProduction().keySet());
    if (!reached.isEmpty())
      return new ScaleOutStep(
          name, State.DONE, "In production: " + String.join(", ", reached) + ".");
    var running = children.stream()
        .map(initiatives::get)
        .filter(child -> !child.ended())
        .map(Initiative::key)
        .collect(Collectors.joining(", "));
    return running.isEmpty()
        ? new ScaleOutStep(name, State.OPEN, "None reached production yet.")
        : new ScaleOutStep(name, State.UNDER_WAY, "Under way: " + running + ".");
  }

  private static Optional<Told> newest(Optional<Told> one, Optional<Told> other) {
    return Stream.of(one, other)
        .flatMap(Optional::stream)
        .reduce((first, second) -> second.at().isAfter(first.at()) ? second : first);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private record Told(String what, Instant at) {}
}
