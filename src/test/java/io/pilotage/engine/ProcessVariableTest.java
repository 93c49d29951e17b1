package io.pilotage.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.camunda.bpm.engine.impl.core.variable.scope.AbstractVariableScope;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** What forms send is untyped; what does not fit is refused in words. */
class ProcessVariableTest {

  private final AbstractVariableScope scope = Mockito.mock(ExecutionEntity.class);

  @Test
  void readsWhatTasklistSends() {
    assertThat(read(ProcessVariable.text("title"), "  Fraud ")).isEqualTo("Fraud");
    assertThat(read(ProcessVariable.number("volume"), 12.0)).isEqualTo(12);
    assertThat(read(ProcessVariable.number("volume"), "12")).isEqualTo(12);
    assertThat(read(ProcessVariable.decimal("quality"), 95)).isEqualTo(95.0);
    assertThat(read(ProcessVariable.flag("briefed"), "true")).isTrue();
    assertThat(read(ProcessVariable.date("measuredOn"), "2026-03-31T00:00:00.000Z"))
        .isEqualTo(LocalDate.of(2026, 3, 31));
    assertThat(read(ProcessVariable.choice("unit", ChronoUnit.class), "DAYS"))
        .isEqualTo(ChronoUnit.DAYS);
    assertThat(read(ProcessVariable.list("rows", Row.class), "[{\"name\":\"a\",\"amount\":2}]"))
        .isEqualTo(List.of(new Row("a", 2)));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertRefused(ProcessVariable.number("volume"), 1.5, "whole number");
    assertRefused(ProcessVariable.number("volume"), "banana", "must be a number");
    assertRefused(ProcessVariable.decimal("quality"), "NaN", "must be a number");
    assertRefused(ProcessVariable.decimal("quality"), Double.POSITIVE_INFINITY, "must be a number");
    assertRefused(ProcessVariable.flag("briefed"), "perhaps", "true or false");
    assertRefused(ProcessVariable.date("measuredOn"), "soon", "must be a date");
    assertRefused(ProcessVariable.choice("unit", ChronoUnit.class), "banana", "must be one of");
    assertRefused(ProcessVariable.list("rows", Row.class), "{", "could not be read");
  }

  @Test
  @DisplayName(
      "A text field takes one line, a text area any; no amount is larger than anything there is")
  void foldsALineAndRefusesAPlaceholder() {
    assertThat(read(ProcessVariable.line("title"), " Fraud\r\nBcc: x@y\u2028\u202Etxt\u0000\t "))
        .isEqualTo("Fraud Bcc: x@y txt");
    assertThat(read(ProcessVariable.line("title"), "Kredit 👩‍⚖️ prüfen"))
        .isEqualTo("Kredit 👩‍⚖️ prüfen");
    assertThat(read(ProcessVariable.text("comment"), "one\n\ntwo")).isEqualTo("one\n\ntwo");
    assertRefused(ProcessVariable.line("title"), "\u2028 \u0000", "fill in");
    assertThat(read(ProcessVariable.decimal("costLimit"), 1e15)).isEqualTo(1e15);
    assertRefused(ProcessVariable.decimal("costLimit"), 1.797e308, "no such amount");
    assertRefused(ProcessVariable.decimal("costLimit"), "-1e16", "no such amount");
  }

  @Test
  void anEmptyTextIsNoAnswer() {
    Mockito.when(scope.getVariable("title")).thenReturn("  ");

    assertThat(ProcessVariable.text("title").find(scope)).isEmpty();
    assertThatThrownBy(() -> ProcessVariable.text("title").get(scope))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("title");
  }

  private <T> T read(ProcessVariable<T> variable, Object sent) {
    Mockito.when(scope.getVariable(variable.name())).thenReturn(sent);
    return variable.get(scope);
  }

  private void assertRefused(ProcessVariable<?> variable, Object sent, String sentence) {
    var refusal = catchThrowableOfType(Refusal.class, () -> read(variable, sent));

    assertThat(refusal).isNotNull().hasMessageContaining(sentence);
    assertThat(refusal.field()).isEqualTo(variable.name());
  }

  record Row(String name, int amount) {}
}
