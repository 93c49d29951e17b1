package io.pilotage.identity;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import io.pilotage.engine.Problem;
import io.pilotage.identity.account.Accounts;
import io.pilotage.identity.login.EngineIdentity;
import io.pilotage.identity.login.EnginePasswords;
import io.pilotage.identity.login.EnginePasswords.Held;
import io.pilotage.identity.login.StillThere;
import io.pilotage.identity.login.WantedPage;
import io.pilotage.identity.login.WebappLogin;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.filter.OrderedRequestContextFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * The doors of the house: one for services, one for programs of people, one for browsers, and one
 * that stays shut.
 */
@Configuration(proxyBeanMethods = false)
class Doors {

  private static final Map<RequestMatcher, Scope> SERVICES = Map.of(
      path("/ofrep/**"), Scope.OFREP,
      withDefaults().matcher(HttpMethod.POST, "/api/predictions"), Scope.PREDICTIONS,
      withDefaults().matcher(HttpMethod.POST, "/api/outcomes"), Scope.OUTCOMES,
      withDefaults().matcher(HttpMethod.POST, "/api/alerts"), Scope.ALERTS,
      path("/actuator/prometheus"), Scope.METRICS);

  // Only what this product bundles may run in its pages.
  private static final String PAGE_POLICY =
      "default-src 'self'; img-src 'self' data:; font-src 'self' data:; "
          + "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; "
          + "frame-ancestors 'self'";

  private final IdentityProperties properties;
  private final Accounts accounts;

  Doors(IdentityProperties properties, Accounts accounts) {
    this.properties = properties;
    this.accounts = accounts;
  }

  @Bean
  FilterRegistrationBean<SetupGuard> setupGuard() {
    var registration = new FilterRegistrationBean<>(new SetupGuard());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    registration.addUrlPatterns("/*");
    return registration;
  }

  /** Early, so that nothing takes what is packed for what is in it. */
  @Bean
  FilterRegistrationBean<PackedBodies> packedBodies() {
    var registration = new FilterRegistrationBean<>(
        new PackedBodies(new OrRequestMatcher(SERVICES.keySet().toArray(RequestMatcher[]::new))));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 90);
    registration.addUrlPatterns("/*");
    return registration;
  }

  /** An address the firewall refuses is told so in the words of whoever was asked. */
  @Bean
  RequestRejectedHandler unreadable() {
    var usual = new HttpStatusRequestRejectedHandler();
    return (request, response, rejected) -> {
      if (OfrepProblem.isAsked(request.getRequestURI())) OfrepProblem.write(response, 400);
      else usual.handle(request, response, rejected);
    };
  }

  /** Before the doors, because passwords are throttled by where they come from. */
  @Bean
  OrderedRequestContextFilter requestAtHand() {
    return new OrderedRequestContextFilter();
  }

  /** After the doors, before the engine's own pages look who is there. */
  @Bean
  FilterRegistrationBean<ContainerBasedAuthenticationFilter> webappLogin() {
    var registration = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
    registration.setInitParameters(Map.of("authentication-provider", WebappLogin.class.getName()));
    registration.setOrder(201);
    registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
    return registration;
  }

  @Bean
  @Order(1)
  SecurityFilterChain services(
      HttpSecurity http, @Qualifier("corsConfigurationSource") CorsConfigurationSource sites)
      throws Exception {
    return http.securityMatcher(
            new OrRequestMatcher(SERVICES.keySet().toArray(RequestMatcher[]::new)))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .cors(Customizer.withDefaults())
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .httpBasic(basic -> basic.authenticationEntryPoint(Doors::askForToken))
        .addFilterAfter(new OtherSites(sites), CorsFilter.class)
        .addFilterBefore(
            new TokenDoor(properties.tokens(), Doors::scopeOf), BasicAuthenticationFilter.class)
        .authorizeHttpRequests(requests -> requests.anyRequest().access(scoped()))
        .addFilterAfter(Doors::letIn, AuthorizationFilter.class)
        .exceptionHandling(refused -> refused
            .authenticationEntryPoint(Doors::askForToken)
            .accessDeniedHandler((request, response, denied) -> Problem.write(
                response,
                403,
                "Authorization",
                "This needs a token with the scope “"
                    + scopeOf(request).name().toLowerCase(Locale.ROOT) + "”.")))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain programs(HttpSecurity http, IdentityService identity, People people)
      throws Exception {
    return http.securityMatcher(new OrRequestMatcher(
            path("/api/**"), path("/engine-rest/**"), path("/v3/**"), path("/actuator/**")))
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .csrf(csrf -> csrf.csrfTokenRepository(formTokens())
            .requireCsrfProtectionMatcher(Doors::couldBeForged))
        .requestCache(cache -> cache.disable())
        .httpBasic(basic -> basic.authenticationEntryPoint(Doors::askForPassword))
        .addFilterBefore(new StillThere(accounts), AnonymousAuthenticationFilter.class)
        .addFilterAfter(new EngineIdentity(identity, people), AuthorizationFilter.class)
        .addFilterAfter(Doors::rememberWhoIsKnown, AuthorizationFilter.class)
        .authorizeHttpRequests(requests -> requests
            .requestMatchers(path("/actuator/health"), path("/actuator/health/**"))
            .permitAll()
            .requestMatchers(
                path("/actuator/**"), path("/engine-rest/engine"), path("/engine-rest/engine/**"))
            .denyAll()
            .anyRequest()
            .hasAuthority(EnginePasswords.PERSON))
        .exceptionHandling(refused -> refused
            .authenticationEntryPoint(Doors::askForPassword)
            .accessDeniedHandler((request, response, denied) -> Problem.write(
                response,
                403,
                "path",
                "This is closed, or the request did not come from our own pages.")))
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain pages(HttpSecurity http, IdentityService identity, People people)
      throws Exception {
    var webapps = path("/camunda/**");
    var webappLogout =
        withDefaults().matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/{engine}/logout");
    return http.csrf(
            csrf -> csrf.csrfTokenRepository(formTokens()).ignoringRequestMatchers(webapps))
        .requestCache(cache -> cache.requestCache(new WantedPage()))
        .headers(headers -> headers
            .frameOptions(FrameOptionsConfig::sameOrigin)
            .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
            .addHeaderWriter((request, response) -> {
              if (!webapps.matches(request))
                response.setHeader("Content-Security-Policy", PAGE_POLICY);
            }))
        .formLogin(form -> form.loginPage("/login")
            .permitAll()
            .failureHandler(
                (request, response, failed) -> response.sendRedirect(request.getContextPath()
                    + "/login?" + (failed instanceof Held ? "wait" : "error"))))
        .logout(logout -> logout
            .logoutRequestMatcher(new OrRequestMatcher(
                withDefaults().matcher(HttpMethod.POST, "/logout"), webappLogout))
            .logoutSuccessHandler((request, response, gone) -> {
              if (webappLogout.matches(request)) response.setStatus(204);
              else response.sendRedirect(request.getContextPath() + "/login?out");
            }))
        .addFilterBefore(new StillThere(accounts), AnonymousAuthenticationFilter.class)
        .addFilterAfter(new EngineIdentity(identity, people), AuthorizationFilter.class)
        .addFilterAfter(Doors::rememberWhoIsKnown, AuthorizationFilter.class)
        .authorizeHttpRequests(requests -> requests
            .requestMatchers(
                path("/login"),
                path("/error"),
                path("/pilotage.css"),
                path("/favicon.ico"),
                path("/favicon.svg"),
                path("/vendor/**"),
                path("/webjars/**"))
            .permitAll()
            .anyRequest()
            .hasAuthority(EnginePasswords.PERSON))
        .exceptionHandling(refused -> refused
            .defaultAuthenticationEntryPointFor(Doors::sayLoggedOut, path("/camunda/api/**"))
            .defaultAuthenticationEntryPointFor(
                new LoginUrlAuthenticationEntryPoint("/login"), request -> true))
        .build();
  }

  /**
   * Kept by the browser: nobody who is not logged in has a session. Forms carry it, so scripts need
   * not read it.
   */
  private static CookieCsrfTokenRepository formTokens() {
    var tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName("PILOTAGE-CSRF");
    tokens.setHeaderName("X-CSRF-TOKEN");
    tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
    return tokens;
  }

  private static void rememberWhoIsKnown(
      ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (Caller.isKnown(request)) letIn(request, response, chain);
    else chain.doFilter(request, response);
  }

  private static void letIn(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Caller.letIn(request);
    chain.doFilter(request, response);
  }

  private AuthorizationManager<RequestAuthorizationContext> scoped() {
    return (caller, context) -> {
      var scope = scopeOf(context.getRequest());
      var local = (properties.openOnLoopback() || scope == Scope.METRICS)
          && Caller.isLocal(context.getRequest());
      return new AuthorizationDecision(local
          || caller.get().getAuthorities().stream()
              .map(right -> right.getAuthority())
              .anyMatch(right -> right.equals(scope.authority())
                  || scope == Scope.METRICS && right.equals(EnginePasswords.PERSON)));
    };
  }

  private static Scope scopeOf(HttpServletRequest request) {
    return SERVICES.entrySet().stream()
        .filter(entry -> entry.getKey().matches(request))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /**
   * A change that carries no credentials of its own, or that another site sent, needs the token of
   * our own pages.
   */
  private static boolean couldBeForged(HttpServletRequest request) {
    if (Set.of("GET", "HEAD", "OPTIONS", "TRACE").contains(request.getMethod())) return false;
    // Without a session there is nothing to forge with: such a call is told to log in.
    return request.getHeader(HttpHeaders.AUTHORIZATION) == null
            && request.getRequestedSessionId() != null
        || "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
  }

  private static void askForToken(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException missing)
      throws IOException {
    if (heldBack(response, missing)) return;
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Pilotage\"");
    Problem.write(
        response,
        401,
        "Authorization",
        "This needs a service token, as “Authorization: Bearer …” or “X-API-Key: …”.");
  }

  private static void askForPassword(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException missing)
      throws IOException {
    if (heldBack(response, missing)) return;
    // A browser would show its own password window, and remember what was typed there.
    if (request.getHeader("Sec-Fetch-Mode") == null)
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Pilotage\", charset=\"UTF-8\"");
    Problem.write(
        response, 401, "Authorization", "Please log in: name or password is missing or wrong.");
  }

  /**
   * Who gave too many wrong passwords is told how long to wait, instead of being asked once more.
   */
  private static boolean heldBack(HttpServletResponse response, AuthenticationException missing)
      throws IOException {
    if (!(missing instanceof Held held)) return false;
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(held.seconds()));
    Problem.write(response, 429, "Authorization", held.getMessage());
    return true;
  }

  private static void sayLoggedOut(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException missing)
      throws IOException {
    Problem.write(response, 401, "Authorization", "Please log in again.");
  }

  private static RequestMatcher path(String pattern) {
    return withDefaults().matcher(pattern);
  }
}
