package io.pilotage.traffic.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The way into the cluster, as the machine is set up for it. Loaded only when the router is there.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${pilotage.traffic.router:ofrep}' matches '(?i)gateway|kserve'")
class ClusterAccess {

  private static final int LONGEST_MILLIS = 2_000;

  @Bean
  KubernetesClient cluster() {
    // By itself the client would try ten times, for minutes; whoever moves traffic must not wait
    // for that.
    var settings = new ConfigBuilder(Config.autoConfigure(null))
        .withConnectionTimeout(LONGEST_MILLIS)
        .withRequestTimeout(LONGEST_MILLIS)
        .withRequestRetryBackoffLimit(0)
        .build();
    return new KubernetesClientBuilder().withConfig(settings).build();
  }
}
