package io.pilotage.identity;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** The tokens the product itself may show at its own doors, so that a door is tried as the service tries it that will use it. */
@Component
public class ServiceTokens {

  private final IdentityProperties properties;

  ServiceTokens(IdentityProperties properties) {
    this.properties = properties;
  }

  /** A token that opens {@code POST /api/alerts}; nothing where none is configured, and then no alert comes in by token at all. */
  public Optional<String> forAlerts() {
    return properties.tokens().stream().filter(token -> token.scopes().contains(Scope.ALERTS)).map(IdentityProperties.Token::token).findFirst();
  }
}
