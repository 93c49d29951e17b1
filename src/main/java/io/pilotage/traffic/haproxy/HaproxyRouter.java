package io.pilotage.traffic.haproxy;

import io.pilotage.engine.Refusal;
import io.pilotage.traffic.Observed;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Router;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Shares as server weights. The generation is kept in HAProxy itself, as a variable of its process:
 * a reload loses it together with the weights, so a process that was never told is told again,
 * while one that was told and shows something else was changed by somebody.
 */
@Component
@Primary
@ConditionalOnProperty(name = "pilotage.traffic.router", havingValue = "haproxy")
class HaproxyRouter implements Router {

  private static final Pattern GENERATION = Pattern.compile("value=<(\\d{1,18})>");
  private static final Pattern NAME = Pattern.compile("[\\w.:-]+");

  private final HaproxyProperties properties;
  private final RuntimeSocket socket;

  HaproxyRouter(HaproxyProperties properties) {
    if (properties.socket() == null || properties.socket().isBlank())
      throw new IllegalArgumentException(
          "pilotage.traffic.router is haproxy, but"
              + " pilotage.traffic.haproxy.socket is not set. Give the path of its runtime socket, or host:port.");
    this.properties = properties;
    this.socket = new RuntimeSocket(properties.socket(), properties.answerWithin());
  }

  @Override
  public void apply(Route route) {
    if (generation(route) > route.generation()) return;
    var backend = backend(route);
    for (var server : servers(route).changes(route, fallback(route)))
      tell(
          "set weight " + backend.backend() + "/" + checked(server.name()) + " " + server.weight());
    // After the weights: cut off before it, the route counts as never told and is pushed again.
    // Setting a variable is behind a switch in HAProxy.
    if (generation(route) <= route.generation())
      tell("experimental-mode on; set var " + variable(route) + " int(" + route.generation() + ")");
  }

  @Override
  public Observed observe(Route route) {
    var generation = generation(route);
    return servers(route).observed(route, fallback(route), generation);
  }

  @Override
  public String name() {
    return "haproxy";
  }

  private Servers servers(Route route) {
    var backend = backend(route).backend();
    return Servers.read(backend, socket.ask("show stat " + checked(backend) + " 4 -1"));
  }

  private long generation(Route route) {
    var answer = socket.ask("get var " + variable(route));
    if (answer.startsWith("Variable not found")) return 0;
    var found = GENERATION.matcher(answer);
    if (found.find()) return Long.parseLong(found.group(1));
    throw new IllegalStateException("HAProxy was asked for a variable and says “"
        + answer.lines().findFirst().orElse("nothing") + "”. It must be 2.4 or newer.");
  }

  private void tell(String command) {
    var answer = socket.ask(command);
    if (!answer.isEmpty())
      throw new IllegalStateException(
          "HAProxy refuses “" + command + "”: " + answer.lines().findFirst().orElse(""));
  }

  private HaproxyProperties.Backend backend(Route route) {
    return Optional.ofNullable(properties.models().get(route.model()))
        .filter(backend -> backend.backend() != null)
        .orElseThrow(
            () -> new IllegalStateException("No backend is configured for model " + route.model()
                + ". Set pilotage.traffic.haproxy.models." + route.model() + ".backend."));
  }

  private String fallback(Route route) {
    var named = backend(route).fallbackServer();
    return named == null ? route.fallback() : named;
  }

  /** Names of variables are letters, digits, dots and underscores. */
  private static String variable(Route route) {
    var name = new StringBuilder("proc.pilotage.");
    route
        .model()
        .chars()
        .forEach(letter -> name.append(
            letter < 128 && Character.isLetterOrDigit(letter)
                ? String.valueOf((char) letter)
                : "_" + Integer.toHexString(letter)));
    return name.toString();
  }

  /** A name that would be a second command is none. */
  private static String checked(String name) {
    Refusal.unless(
        NAME.matcher(name).matches(),
        "backend",
        "HAProxy has no backend or server named “" + name + "”.");
    return name;
  }
}
