package io.pilotage.identity.opening;

import io.pilotage.identity.Groups;
import io.pilotage.identity.IdentityProperties;
import io.pilotage.identity.People;
import io.pilotage.identity.account.PasswordRules;
import java.security.SecureRandom;
import java.util.Base64;
import org.camunda.bpm.engine.IdentityService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sees to it that there is an administrator, from configuration or with a random password that is
 * printed once.
 */
@Component
class FirstAdministrator {

  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

  private final IdentityService identity;
  private final People people;
  private final IdentityProperties.Administrator wanted;

  FirstAdministrator(IdentityService identity, People people, IdentityProperties properties) {
    this.identity = identity;
    this.people = people;
    this.wanted = properties.administrator();
  }

  void appoint() {
    if (!people.of(Groups.ADMINISTRATORS).isEmpty()) return;
    var known = identity.createUserQuery().userId(wanted.id()).count() > 0;
    var configured = wanted.password() != null && !wanted.password().isBlank();
    if (configured && !known) refuseGuessable();
    var password = configured ? wanted.password() : random();
    people.register(wanted.id(), wanted.id(), null, password, Groups.ADMINISTRATORS);
    if (!configured && !known) {
      LOG.warn(
          "The first administrator is “{}” with the password {} – this line is not printed again.",
          wanted.id(),
          password);
    }
  }

  private void refuseGuessable() {
    PasswordRules.complaint(wanted.password(), wanted.id()).ifPresent(sentence -> {
      throw new IllegalStateException("pilotage.identity.administrator.password: " + sentence);
    });
  }

  private static String random() {
    var bytes = new byte[18];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
