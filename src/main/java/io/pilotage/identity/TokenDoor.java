package io.pilotage.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the token of a service. A wrong one is refused even where none is needed. */
class TokenDoor extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final List<IdentityProperties.Token> tokens;

  TokenDoor(List<IdentityProperties.Token> tokens) {
    this.tokens = tokens;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
    var given = given(request);
    if (given.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    var token = tokens.stream().filter(known -> same(known.token(), given.get())).findFirst();
    if (token.isEmpty()) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Pilotage\", error=\"invalid_token\"");
      Problems.write(response, 401, "Authorization", "This token is not known. The tokens are kept in pilotage.identity.tokens.");
      return;
    }
    var scopes = token.get().scopes().stream().map(Scope::authority).toArray(String[]::new);
    SecurityContextHolder.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
        token.get().name(), null, AuthorityUtils.createAuthorityList(scopes))));
    chain.doFilter(request, response);
  }

  private static Optional<String> given(HttpServletRequest request) {
    var key = request.getHeader("X-API-Key");
    if (key != null) return Optional.of(key.strip());
    var header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) return Optional.empty();
    return Optional.of(header.substring(BEARER.length()).strip());
  }

  /** Takes the same time for every wrong token. */
  private static boolean same(String known, String given) {
    return MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
