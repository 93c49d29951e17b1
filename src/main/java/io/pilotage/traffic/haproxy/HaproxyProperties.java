package io.pilotage.traffic.haproxy;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where HAProxy is driven from.
 *
 * @param socket the runtime socket with level admin: the path of a file, or host:port
 * @param answerWithin how long one command may take
 * @param models the backend of each model
 */
@ConfigurationProperties("pilotage.traffic.haproxy")
record HaproxyProperties(
    String socket,
    @DefaultValue("1s") Duration answerWithin,
    @DefaultValue Map<String, Backend> models) {

  /**
   * A model's part of HAProxy. Its servers are named by version.
   *
   * @param fallbackServer the server that answers without a version; when absent, the server named
   *     like the route's fallback
   */
  record Backend(String backend, String fallbackServer) {}
}
