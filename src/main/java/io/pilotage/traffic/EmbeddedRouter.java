package io.pilotage.traffic;

import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Answers callers itself, from memory. It never goes back to an older generation than it has seen,
 * and reads the table again and again, so that a change made on another node arrives here too. It
 * goes on answering when the routes are carried out by another router.
 */
@Component
class EmbeddedRouter implements Router {

  /** How far the clocks of two nodes, or a commit and its time, may lie apart. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

  private static final int WHOLE_EVERY = 60;

  private final ConcurrentMap<String, Route> serving = new ConcurrentHashMap<>();
  private final RouteTable table;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private int looks;

  EmbeddedRouter(RouteTable table, ApplicationEventPublisher events, Clock clock) {
    this.table = table;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Runs before the port opens, so that nobody is told a model is unknown because the product just
   * started. Most looks read what changed lately alone: reading thousands of routes each second
   * would hardly ever bring news.
   */
  @PostConstruct
  @Scheduled(fixedDelayString = "${pilotage.traffic.refresh-every:1s}")
  void refresh() {
    var whole = looks++ % WHOLE_EVERY == 0;
    (whole ? table.all() : table.changedSince(clock.instant().minus(CLOCKS_APART)))
        .forEach(this::apply);
  }

  /** Answers change with the commit, before anything outside is asked. */
  @Order(Ordered.HIGHEST_PRECEDENCE)
  @TransactionalEventListener(fallbackExecution = true)
  void on(RouteChanged changed) {
    apply(changed.after());
  }

  @Override
  public void apply(Route route) {
    var now = serving.merge(
        route.model(),
        route,
        (seen, given) -> given.generation() > seen.generation() ? given : seen);
    if (now == route) events.publishEvent(new ServingChanged(route));
  }

  @Override
  public Observed observe(Route route) {
    return find(route.model()).map(Observed::of).orElse(Observed.NOTHING);
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public String name() {
    return "ofrep";
  }

  Optional<Route> find(String model) {
    return Optional.ofNullable(serving.get(model));
  }

  Collection<Route> all() {
    return serving.values();
  }
}
