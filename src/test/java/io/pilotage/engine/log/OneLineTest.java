package io.pilotage.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Nothing from outside writes a line of its own into the log")
class OneLineTest extends WebTest {

  private static final String FORGED =
      "x y@z\r\n2026-11-28T00:00:00.000Z  INFO 1 --- [pilotage] audit : FORGED";

  @Test
  void neitherAMessageNorWhatWasThrownBeginsALine(CapturedOutput output) {
    var log = LoggerFactory.getLogger(OneLineTest.class);

    log.warn("Mail 1 to {} was not sent: {}", FORGED, "why\u2028FORGED\u001b[31m");
    log.error("It failed.", new IllegalStateException(FORGED, new RuntimeException("\nFORGED")));

    assertThat(output.getOut().lines().filter(line -> line.contains("FORGED")))
        .hasSize(3)
        .allMatch(line -> line.contains("Mail 1 to x y@z | 2026")
            || line.contains("IllegalStateException: x y@z | 2026")
            || line.contains("RuntimeException:  | FORGED"));
    assertThat(output.getOut())
        .contains("at io.pilotage.engine.log.OneLineTest")
        .doesNotContain("\u001b[31m");
  }
}
