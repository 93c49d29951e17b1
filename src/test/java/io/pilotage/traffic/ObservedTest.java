package io.pilotage.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObservedTest {

  private final Route ramp = RouteTest.route().withCandidate("v2").shiftTo(2_500);

  @Test
  void showsARouteOnlyInEveryPart() {
    assertThat(Observed.of(ramp).shows(ramp)).isTrue();
    assertThat(new Observed(3, "v1", "v2", 500, false).shows(ramp)).isFalse();
    assertThat(new Observed(3, "v0", "v2", 2_500, false).shows(ramp)).isFalse();
    assertThat(new Observed(2, "v1", "v2", 2_500, false).shows(ramp)).isFalse();
    assertThat(Observed.NOTHING.shows(ramp)).isFalse();
  }

  @Test
  void knowsWhatARouteWouldRaise() {
    assertThat(new Observed(3, "v1", "v2", 500, false).risesTo(ramp)).isTrue();
    assertThat(new Observed(3, "v1", "v2", 7_500, false).risesTo(ramp)).isFalse();
    assertThat(new Observed(3, "v1", "v9", 7_500, false).risesTo(ramp)).isTrue();
    assertThat(new Observed(3, "v1", "v2", 0, true).risesTo(ramp)).isTrue();
    assertThat(new Observed(3, "v1", "v2", 7_500, false).risesTo(ramp.toFallback()))
        .isFalse();
    assertThat(new Observed(3, "v0", "v2", 2_500, false).risesTo(ramp)).isFalse();
  }
}
