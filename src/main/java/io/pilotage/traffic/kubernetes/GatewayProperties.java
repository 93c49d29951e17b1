package io.pilotage.traffic.kubernetes;

import io.pilotage.traffic.Route;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Which HTTPRoute belongs to which model. */
@ConfigurationProperties("pilotage.traffic.gateway")
record GatewayProperties(@DefaultValue Map<String, Place> models) {

  /**
   * A model's part of the cluster.
   *
   * @param route the name of the HTTPRoute
   * @param rule which of its rules, counted from 0
   * @param service the name of a version's Service; {@code {model}} and {@code {version}} are
   *     filled in
   * @param fallbackService the Service that answers without a version; none when absent
   */
  record Place(
      @DefaultValue("default") String namespace,
      String route,
      @DefaultValue("0") int rule,
      @DefaultValue("{model}-{version}") String service,
      String fallbackService) {

    String service(Route of, String version) {
      return service.replace("{model}", of.model()).replace("{version}", version);
    }
  }
}
