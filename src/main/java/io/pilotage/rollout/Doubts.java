package io.pilotage.rollout;

import io.pilotage.identity.Groups;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Window;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.traffic.Evaluations;
import io.pilotage.traffic.Evaluations.Handed;
import io.pilotage.traffic.Route;
import io.pilotage.verdict.Block;
import io.pilotage.verdict.Look;
import io.pilotage.verdict.Signal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Holds what is reported about a candidate against what OFREP handed out: reports nobody asked for,
 * and requests that both versions claim to have answered. It says why a verdict cannot be believed
 * and tells security, once an hour. Silent where one answer may stand for any number of requests.
 */
@Component
class Doubts {

  private static final double SHARED = 0.01;
  private static final long FEW = 20;

  private final Evaluations evaluations;
  private final Monitoring monitoring;
  private final Notices notices;

  Doubts(Evaluations evaluations, Monitoring monitoring, Notices notices) {
    this.evaluations = evaluations;
    this.monitoring = monitoring;
    this.notices = notices;
  }

  /** Why the looks at these candidates cannot be believed; with one question for all of them. */
  Map<Route, String> about(Map<Route, Look> looks) {
    var doubts = new HashMap<Route, String>();
    if (evaluations.reportsPerAnswer() == 0 || looks.isEmpty()) return doubts;
    var handed = evaluations.since(
        looks.values().stream().map(Look::from).min(Instant::compareTo).orElseThrow());
    looks.forEach((route, look) -> reports(route, look, handed).ifPresent(doubt -> {
      doubts.put(route, doubt);
      tell(route, look.version(), doubt);
    }));
    return doubts;
  }

  /**
   * Why this candidate cannot be believed though its numbers are good: its requests were answered
   * by the stable version too.
   */
  Optional<String> aboutIds(Route route, Look look, long answered) {
    if (evaluations.reportsPerAnswer() == 0 || route.inShadow() || route.stable() == null)
      return Optional.empty();
    long twice = monitoring.answeredByBoth(
        new Window(route.model(), look.version(), look.from(), look.now()),
        new Window(route.model(), route.stable(), look.from(), look.now()));
    if (twice <= FEW || twice <= SHARED * answered) return Optional.empty();
    var doubt = String.format(
        Locale.ROOT,
        "%,d requests are reported as answered by %s and by %s, and each was answered once. "
            + "The numbers are not believed; find out who reports them.",
        twice,
        look.version(),
        route.stable());
    tell(route, look.version(), doubt);
    return Optional.of(doubt);
  }

  private Optional<String> reports(
      Route route, Look look, Map<Handed, SortedMap<Instant, Long>> handed) {
    var counted = look.course().counted().get(Signal.ERROR_RATE);
    if (counted == null) return Optional.empty();
    var blocks = compared(look, counted.blocks());
    return Stream.concat(
            reports(route, look.version(), look, blocks, Block::candidate, handed).stream(),
            reports(route, route.stable(), look, blocks, Block::stable, handed).stream())
        .findFirst();
  }

  /** Without those from before answers were counted, when counting began within the stage. */
  private List<Block> compared(Look look, List<Block> blocks) {
    var counting = evaluations.countingSince();
    if (!look.from().isBefore(counting)) return blocks;
    var first = counting.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    return blocks.stream().filter(block -> !block.start().isBefore(first)).toList();
  }

  private Optional<String> reports(
      Route route,
      String version,
      Look look,
      Collection<Block> blocks,
      ToDoubleFunction<Block> count,
      Map<Handed, SortedMap<Instant, Long>> handed) {
    if (version == null) return Optional.empty();
    var reported = new TreeMap<Instant, Long>();
    blocks.forEach(block -> reported.merge(
        block.start().truncatedTo(ChronoUnit.HOURS),
        Math.round(count.applyAsDouble(block)),
        Long::sum));
    // Looks at other models may begin earlier: what was handed out before this stage stands for
    // nothing reported in it.
    var answered = handed
        .getOrDefault(new Handed(route.model(), version), new TreeMap<>())
        .tailMap(look.from().truncatedTo(ChronoUnit.HOURS));
    return new Reports(reported, answered, evaluations.reportsPerAnswer()).trouble(version);
  }

  private void tell(Route route, String version, String doubt) {
    if (!mayTell(route.model(), version)) return;
    notices.tellGroup(
        Groups.SECURITY,
        route.initiative(),
        Kind.INCIDENT,
        "Reports about " + route.model() + " are not believed",
        doubt + " The stage “" + route.stage()
            + "” is held meanwhile, and still steps back when its numbers are bad. Tokens that report predictions"
            + " are in pilotage.identity.tokens: change what somebody else may know, and bind each to its models.");
  }

  private boolean mayTell(String model, String version) {
    try {
      return evaluations.mayTell(model, version);
    } catch (DuplicateKeyException anotherNode) {
      return false;
    }
  }
}
