package io.pilotage.gate;

import static org.assertj.core.api.Assertions.assertThat;

/** What a rule is expected to find; each answers the finding, to look at its sentence. */
public final class Found {

  private Found() {}

  public static Finding passes(Finding finding) {
    return has(finding, Effect.PASS);
  }

  public static Finding warns(Finding finding) {
    return has(finding, Effect.WARN);
  }

  public static Finding blocks(Finding finding) {
    return has(finding, Effect.BLOCK);
  }

  private static Finding has(Finding finding, Effect effect) {
    assertThat(finding.effect()).as(finding.fact()).isEqualTo(effect);
    return finding;
  }
}
