package io.pilotage.rollout;

import io.pilotage.identity.Groups;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells operations, once a model, that something stored about it cannot be read and is passed over.
 * Telling must not depend on who reads: a page does it as well as a look.
 */
@Component
class UnreadableVerdicts {

  private static final Logger LOG = LoggerFactory.getLogger(UnreadableVerdicts.class);

  private final Notices notices;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  UnreadableVerdicts(Notices notices) {
    this.notices = notices;
  }

  void tell(String model, String why) {
    if (!told.add(model)) return;
    LOG.error("A stored verdict on {} cannot be read and is passed over: {}", model, why);
    notices.tellGroupOnce(
        Groups.OPERATIONS,
        Kind.INCIDENT,
        "A stored verdict on " + model + " cannot be read",
        "It is passed over, and every look goes on; the next one stores a verdict anew. What a stage of "
            + model
            + " found before may be missing in comparisons until then. If Pilotage was updated lately, go back to the"
            + " version before and report this: " + why);
  }
}
