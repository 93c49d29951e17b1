package io.pilotage.rollout;

import io.pilotage.initiative.Initiatives;
import io.pilotage.sync.AgendaSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Brings the newest verdict on the initiative's model to the weekly sync, and every way back since
 * the last one.
 */
@Component
@Order(2)
class VerdictNews implements AgendaSource {

  private final Initiatives initiatives;
  private final Rollouts rollouts;

  VerdictNews(Initiatives initiatives, Rollouts rollouts) {
    this.initiatives = initiatives;
    this.rollouts = rollouts;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    var model = initiatives.find(initiative).map(known -> known.model());
    return model
        .map(name ->
            Stream.concat(verdict(name).stream(), rollbacks(name, since)).toList())
        .orElse(List.of());
  }

  private Optional<String> verdict(String model) {
    return rollouts
        .verdictOf(model)
        .map(verdict -> "Verdict on version " + verdict.version() + " of " + model + ": "
            + verdict.stage() + ". " + verdict.why());
  }

  private Stream<String> rollbacks(String model, Instant since) {
    return rollouts.rollbacks(model).stream()
        .filter(back -> back.triggeredAt().isAfter(since))
        .map(back -> "Traffic of " + model + how(back) + why(back) + ": " + back.reason());
  }

  private static String how(Rollback back) {
    return back.cause().automatic() ? " stepped back " : " was rolled back ";
  }

  private static String why(Rollback back) {
    return switch (back.cause()) {
      case NUMBERS -> "because of its numbers";
      case ALERT -> "because of an alert";
      case INCIDENT -> "because of an incident, by " + back.by();
      case PERSON -> "by " + back.by();
    };
  }
}
