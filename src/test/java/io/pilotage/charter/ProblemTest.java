package io.pilotage.charter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.engine.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {

  @Test
  @DisplayName("R10 “use AI to improve security” is refused for having no number")
  void refusesAStatementWithoutNumber() {
    var vague = new Problem("use AI to improve security", "security", Direction.INCREASE, 10, "%");

    assertThatThrownBy(vague::mustBeSpecific)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("has no number")
        .hasMessageContaining("by how much");
  }

  @Test
  @DisplayName("R10 “reduce false positives in fraud detection by 30 %” passes")
  void takesASpecificStatement() {
    var specific = new Problem(
        "reduce false positives in fraud detection by 30 %",
        "false positives", Direction.REDUCE, 30, "%");

    assertThatCode(specific::mustBeSpecific).doesNotThrowAnyException();
    assertThat(specific.goal()).isEqualTo("reduce false positives by 30 %");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Cut handling time by 2.5 hours a week | handling time | REDUCE | 2.5 | hours a week",
        "Increase conversion from 2 % to 3 %, that is by 50 percent | conversion | INCREASE | 50 | %",
        "Save 1,200 working days a year | working days | REDUCE | 1200 | days",
        "Make underwriting faster: 3 days less per case | underwriting time | REDUCE | 3 | days"
      })
  void takesWhatPeopleWrite(
      String statement, String metric, Direction direction, double amount, String unit) {
    assertThatCode(() -> new Problem(statement, metric, direction, amount, unit).mustBeSpecific())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reduce losses by 30 % | false positives | REDUCE | 30 | % | the metric",
        "false positives in fraud detection, 30 % | false positives | REDUCE | 30 | % | the direction",
        "reduce false positives by 20 % | false positives | REDUCE | 30 | % | the amount",
        "reduce false positives by 30 | false positives | REDUCE | 30 | % | the unit",
        "increase false positives by 30 % | false positives | REDUCE | 30 | % | the other direction",
        "reduce false positives by 130 % | false positives | REDUCE | 130 | % | at most 100",
        "reduce false positives by 0 % | false positives | REDUCE | 0 | % | more than zero"
      })
  void saysWhatIsMissing(
      String statement,
      String metric,
      Direction direction,
      double amount,
      String unit,
      String missing) {
    assertThatThrownBy(
            () -> new Problem(statement, metric, direction, amount, unit).mustBeSpecific())
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(missing);
  }
}
