package io.pilotage.initiative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.engine.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitiativeKeyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fraud detection | FRAUD",
        "Reduce the churn of customers | CHURN",
        "Kündigungen vermeiden | KUNDIGUNGEN",
        "AI | INITIATIVE",
        "人工知能 | INITIATIVE",
        "Antimoneylaundering | ANTIMONEYLAU"
      })
  void takesTheFirstTellingWord(String title, String word) {
    assertThat(InitiativeKey.wordOf(title)).isEqualTo(word);
  }

  @Test
  void refusesWhatBreaksAddresses() {
    assertThat(InitiativeKey.checked("FRAUD-1")).isEqualTo("FRAUD-1");
    assertThatThrownBy(() -> InitiativeKey.checked("../etc")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> InitiativeKey.checked("two words")).isInstanceOf(Refusal.class);
  }
}
