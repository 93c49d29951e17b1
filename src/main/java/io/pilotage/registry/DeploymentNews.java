package io.pilotage.registry;

import io.pilotage.identity.Groups;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells those who deploy and those who watch of versions that serve without approval, in the
 * transaction of the fact.
 */
@Component
class DeploymentNews {

  private final Notices notices;

  DeploymentNews(Notices notices) {
    this.notices = notices;
  }

  @EventListener
  void on(UnauthorisedDeployment found) {
    tell(
        found.initiative(),
        "Version " + found.version() + " of " + found.model() + " answers without approval",
        "It was found by " + found.foundBy() + " first at " + found.at()
            + ". Find out who calls it, or who pointed an alias at it, and take it off there;"
            + " or bring it through its gate: an accepted version may serve. "
            + seenAt(found.model()));
  }

  @EventListener
  void on(UnnamedDeployments found) {
    tell(
        found.initiative(),
        "So many versions of " + found.model() + " answer without approval that not all are told",
        "The " + found.named()
            + " that were told are named, further ones nobody registered are counted. So many"
            + " names are made up: look who sends predictions in the name of " + found.model()
            + ", and give them a new token. " + seenAt(found.model()));
  }

  private static String seenAt(String model) {
    return "What was seen stands at /models/" + model + ".";
  }

  private void tell(String initiative, String subject, String text) {
    for (var group : List.of(Groups.OPERATIONS, Groups.ENGINEERING))
      notices.tellGroup(group, initiative, Kind.INCIDENT, subject, text);
  }
}
