package io.pilotage.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may come in.
 *
 * @param administrator the first administrator, made only while there is none
 * @param tokens the services that call us
 * @param openOnLoopback whether programs on this machine may use the service addresses without a
 *     token
 */
@Validated
@ConfigurationProperties("pilotage.identity")
public record IdentityProperties(
    @Valid @DefaultValue Administrator administrator,
    @Valid @DefaultValue List<Token> tokens,
    @DefaultValue("false") boolean openOnLoopback) {

  /** Without a password a random one is made and printed once. */
  public record Administrator(
      @NotBlank @DefaultValue("admin") String id, String password) {}

  /**
   * A service, its secret and what it may do with it.
   *
   * @param models those it may speak about; all when none is named
   * @param rate requests a second it may make of each kind; without it, what is usual for the kind
   */
  public record Token(
      @NotBlank String name,

      @NotBlank @Size(min = 16, message = "must have 16 characters or more")
      String token,

      @NotEmpty Set<Scope> scopes,
      @DefaultValue Set<@NotBlank String> models,
      @Positive Integer rate) {

    int rateOf(Scope scope) {
      return rate == null ? scope.perSecond() : rate;
    }
  }
}
