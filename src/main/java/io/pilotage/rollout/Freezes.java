package io.pilotage.rollout;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Heading;
import io.pilotage.engine.Holds;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Times;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Times without promotions, from the calendar or begun by a person. The steps that give a candidate
 * more are kept waiting in the engine, and refused by the stages themselves; nothing that takes
 * traffic back asks here.
 */
@Service
public class Freezes {

  /** Sealing waits too, so that a stage is judged once more by fresh numbers before it goes on. */
  private static final List<String> STEPS_UP =
      List.of("Task_ShiftTraffic", "Task_SealStage", "Task_PromoteCandidate");

  private static final Duration EARLY = Duration.ofSeconds(5);

  private final FreezeTable table;
  private final FreezeProperties calendar;
  private final Holds holds;
  private final People people;
  private final Ledger ledger;
  private final Notices notices;
  private final Clock clock;
  // After a start nobody knows whether the doors were shut before it.
  private volatile boolean held = true;

  Freezes(
      FreezeTable table,
      FreezeProperties calendar,
      Holds holds,
      People people,
      Ledger ledger,
      Notices notices,
      Clock clock) {
    this.table = table;
    this.calendar = calendar;
    this.holds = holds;
    this.people = people;
    this.ledger = ledger;
    this.notices = notices;
    this.clock = clock;
  }

  /** The freeze that holds now; of two the one that a person began. */
  public Optional<Freeze> current() {
    var now = clock.instant();
    return table.at(now).or(() -> calendar.at(now));
  }

  public boolean mayDecide() {
    return people
        .current()
        .filter(person -> people.isMember(person, Groups.PROGRAM_MANAGERS)
            || people.isMember(person, Groups.OPERATIONS)
            || people.isMember(person, Groups.ADMINISTRATORS))
        .isPresent();
  }

  /**
   * Stops every promotion from now on.
   *
   * @param until null: until somebody ends it
   */
  @Transactional
  public Freeze begin(String reason, Instant until) {
    people.mustBeIn(Groups.PROGRAM_MANAGERS, Groups.OPERATIONS, Groups.ADMINISTRATORS);
    var why = Refusal.unlessGiven(
        Heading.of(reason),
        "reason",
        "Please say why promotions are frozen: everybody whose stage waits reads it.");
    var now = clock.instant();
    Refusal.unless(
        until == null || Times.canBeMeant(until),
        "until",
        "Nobody can mean that year. Give a time like 2026-12-20T08:00, or none.");
    Refusal.unless(
        until == null || until.isAfter(now),
        "until",
        "The freeze would be over already. Give a time to come, or none.");
    table.at(now).ifPresent(other -> {
      throw new Refusal(
          "freeze",
          "Promotions are frozen already by " + other.by() + ": " + other.reason()
              + ". End that freeze first.");
    });
    var freeze = new Freeze(why, people.currentOrSystem(), now, until);
    table.begin(freeze);
    held = true;
    holds.hold(STEPS_UP);
    ledger.record(null, freeze.by(), "freeze-begun", "promotions", details(freeze));
    tell("Promotions are frozen", freeze.sentence());
    return freeze;
  }

  /**
   * Ends the freeze that a person began; what waited goes on by itself. One of the calendar ends
   * when the calendar says so.
   */
  @Transactional
  public void end() {
    people.mustBeIn(Groups.PROGRAM_MANAGERS, Groups.OPERATIONS, Groups.ADMINISTRATORS);
    var now = clock.instant();
    var freeze = table
        .at(now)
        .orElseThrow(() -> new Refusal(
            "freeze",
            calendar
                .at(now)
                .map(planned -> "The freeze “" + planned.reason()
                    + "” is planned in pilotage.rollout.freezes and ends by itself. Change the "
                    + "calendar to end it sooner.")
                .orElse("Promotions are not frozen.")));
    table.end(people.currentOrSystem(), now);
    if (calendar.at(now).isEmpty()) holds.release(STEPS_UP);
    ledger.record(null, people.currentOrSystem(), "freeze-ended", "promotions", details(freeze));
    tell("Promotions go on", people.currentOrSystem() + " ended the freeze: " + freeze.reason());
  }

  /**
   * Opens and shuts the doors as the calendar wants, a moment early; also those of diagrams that
   * were deployed meanwhile.
   */
  @Scheduled(fixedDelayString = "${pilotage.rollout.freeze-look:1s}")
  @Transactional
  public void keep() {
    if (!near() && held) {
      held = false;
      holds.release(STEPS_UP);
    }
    // Looked at last: a freeze that was begun while the doors were opened shuts them again.
    if (near()) {
      held = true;
      holds.hold(STEPS_UP);
    }
  }

  private boolean near() {
    return current().isPresent() || calendar.at(clock.instant().plus(EARLY)).isPresent();
  }

  /** For whoever gives a candidate more, whichever way they came. */
  void mustNotHold() {
    current().ifPresent(freeze -> {
      throw new Frozen(freeze);
    });
  }

  private void tell(String subject, String text) {
    for (var group : List.of(Groups.PROGRAM_MANAGERS, Groups.OPERATIONS))
      notices.tellGroup(group, null, Kind.INFO, subject, text);
  }

  private static Map<String, Object> details(Freeze freeze) {
    var details = new HashMap<String, Object>(
        Map.of("reason", freeze.reason(), "since", freeze.since().toString()));
    if (freeze.until() != null) details.put("until", freeze.until().toString());
    return details;
  }
}
