package io.pilotage.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class RouterKindTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner().withUserConfiguration(Properties.class);

  @Test
  void anUnknownRouterStopsTheStartUpAndNamesTheKnownOnes() {
    application
        .withPropertyValues("pilotage.traffic.router=nginx")
        .run(context -> assertThat(context)
            .getFailure()
            .rootCause()
            .hasMessageContaining("nginx")
            .hasMessageContaining("RouterKind"));
  }

  @Test
  void answersByItselfUnlessToldOtherwise() {
    application.run(context ->
        assertThat(context.getBean(TrafficProperties.class).router()).isEqualTo(RouterKind.OFREP));
    application
        .withPropertyValues("pilotage.traffic.router=haproxy")
        .run(context -> assertThat(context.getBean(TrafficProperties.class).router())
            .isEqualTo(RouterKind.HAPROXY));
  }

  @Configuration
  @EnableConfigurationProperties(TrafficProperties.class)
  static class Properties {}
}
