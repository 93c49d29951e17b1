package io.pilotage.identity;

import io.pilotage.engine.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps pages of other sites from the addresses of services: a browser sends what they want without
 * asking anybody, and where no token is needed it would be believed. Sites that are named may ask
 * what they are named for.
 */
class OtherSites extends OncePerRequestFilter {

  private final CorsConfigurationSource named;

  OtherSites(CorsConfigurationSource named) {
    this.named = named;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (fromAnotherSite(request) && !isNamed(request)) {
      Problem.write(
          response,
          403,
          HttpHeaders.ORIGIN,
          "Pages of other sites may not call this address."
              + " For OFREP a site is let in by pilotage.traffic.allowed-origins.");
      return;
    }
    chain.doFilter(request, response);
  }

  /**
   * Browsers tell it by either header: the first only where the connection is safe, the second not
   * with every request.
   */
  private static boolean fromAnotherSite(HttpServletRequest request) {
    return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
        || CorsUtils.isCorsRequest(request);
  }

  private boolean isNamed(HttpServletRequest request) {
    var site = named.getCorsConfiguration(request);
    return site != null && site.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) != null;
  }
}
