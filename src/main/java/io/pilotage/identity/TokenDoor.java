package io.pilotage.identity;

import io.pilotage.engine.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the token of a service, and how fast it may go on. A wrong one is refused even where none
 * is needed.
 */
class TokenDoor extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final List<IdentityProperties.Token> tokens;
  private final Function<HttpServletRequest, Scope> scopes;
  private final Map<IdentityProperties.Token, Map<Scope, Pace>> paces = new HashMap<>();

  TokenDoor(List<IdentityProperties.Token> tokens, Function<HttpServletRequest, Scope> scopes) {
    this.tokens = tokens;
    this.scopes = scopes;
    tokens.forEach(token -> paces.put(
        token,
        Arrays.stream(Scope.values())
            .collect(Collectors.toMap(
                Function.identity(), scope -> new Pace(token.rateOf(scope), System.nanoTime())))));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var given = given(request);
    if (given.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    var token =
        tokens.stream().filter(known -> same(known.token(), given.get())).findFirst();
    if (token.isEmpty()) {
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Pilotage\", error=\"invalid_token\"");
      Problem.write(
          response,
          401,
          "Authorization",
          "This token is not known. The tokens are kept in pilotage.identity.tokens.");
      return;
    }
    long wait = paces.get(token.get()).get(scopes.apply(request)).ask(System.nanoTime());
    if (wait > 0) {
      response.setHeader(
          HttpHeaders.RETRY_AFTER, String.valueOf(1 + TimeUnit.NANOSECONDS.toSeconds(wait)));
      Problem.write(
          response,
          429,
          "Authorization",
          "The token “" + token.get().name() + "” asks faster than it may: "
              + token.get().rateOf(scopes.apply(request))
              + " requests a second. Nothing of this one was taken: send it again in a second, or more lines at once.");
      return;
    }
    var opened = token.get().scopes().stream().map(Scope::authority).toArray(String[]::new);
    var caller = UsernamePasswordAuthenticationToken.authenticated(
        token.get().name(), null, AuthorityUtils.createAuthorityList(opened));
    caller.setDetails(new Reach(token.get().models()));
    SecurityContextHolder.setContext(new SecurityContextImpl(caller));
    chain.doFilter(request, response);
  }

  private static Optional<String> given(HttpServletRequest request) {
    var key = request.getHeader("X-API-Key");
    if (key != null) return Optional.of(key.strip());
    var header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
      return Optional.empty();
    return Optional.of(header.substring(BEARER.length()).strip());
  }

  /** Takes the same time for every wrong token. */
  private static boolean same(String known, String given) {
    return MessageDigest.isEqual(
        known.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
