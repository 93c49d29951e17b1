package io.pilotage.watch;

import io.pilotage.identity.Groups;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Alerts about models nobody runs: a rule with a wrong label would never be heard otherwise. Each
 * name is told to operations once a day; of a flood of names so many, and that there were more.
 */
@Component
class Strays {

  private static final int NAMED = 20;
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Notices notices;
  private final Clock clock;
  private final Set<String> told = new HashSet<>();
  private Instant begun = Instant.MIN;

  Strays(Notices notices, Clock clock) {
    this.notices = notices;
    this.clock = clock;
  }

  void came(String model, int alerts) {
    if (!isNews(model)) return;
    var few = told.size() <= NAMED;
    notices.tellGroup(
        Groups.OPERATIONS,
        null,
        Kind.INFO,
        few
            ? "Alerts came in about “" + model + "”, which is not in production"
            : "Alerts came in about many models that are not in production",
        (few ? alerts + " at once, and perhaps more since. " : "Further names are not told today. ")
            + "They open nothing. Put the name of a model with a route into the label “model” of the "
            + "alerting rule, or find out who sends them.");
  }

  /** The one after the last that is named stands for all others. */
  private synchronized boolean isNews(String model) {
    if (begun.isBefore(clock.instant().minus(REMEMBERED))) {
      told.clear();
      begun = clock.instant();
    }
    return told.size() <= NAMED && told.add(model);
  }
}
