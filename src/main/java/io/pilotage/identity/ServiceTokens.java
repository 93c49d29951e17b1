package io.pilotage.identity;

import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * The tokens of services: what the one of the caller reaches, and those the product itself may show
 * at its own doors, so that a door is tried as the service tries it that will use it.
 */
@Component
public class ServiceTokens {

  private final IdentityProperties properties;

  ServiceTokens(IdentityProperties properties) {
    this.properties = properties;
  }

  /** What whoever is calling may speak about; everything where no token says less. */
  public Reach reach() {
    var caller = SecurityContextHolder.getContext().getAuthentication();
    return caller != null && caller.getDetails() instanceof Reach reach ? reach : Reach.ALL;
  }

  /**
   * A token that opens {@code POST /api/alerts}; about this model; nothing where none is
   * configured, and then none comes in by token at all.
   */
  public Optional<String> forAlerts(String model) {
    return properties.tokens().stream()
        .filter(token ->
            token.scopes().contains(Scope.ALERTS) && new Reach(token.models()).covers(model))
        .map(IdentityProperties.Token::token)
        .findFirst();
  }
}
