package io.pilotage.traffic.kubernetes;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Which InferenceService belongs to which model. */
@ConfigurationProperties("pilotage.traffic.kserve")
record KserveProperties(@DefaultValue Map<String, Place> models) {

  /**
   * A model's part of the cluster.
   *
   * @param service the name of the InferenceService
   */
  record Place(@DefaultValue("default") String namespace, String service) {}
}
