package io.pilotage.charter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.charter.Committee.Decider;
import io.pilotage.charter.Committee.Members;
import io.pilotage.charter.Committee.Owners;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CommitteeTest {

  private static final Owners OWNERS = new Owners("Ada", "Leo");

  @Test
  @DisplayName("R17 a committee has five named people, one of them accountable")
  void takesFiveNamedPeople() {
    assertThatCode(() -> new Committee(
                new Members("Ada", "Emil", "Sue", "Leo", "Olga"), OWNERS, Decider.COMMITTEE)
            .mustBeComplete())
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("R17 operations from day one")
  void refusesACommitteeWithoutOperations() {
    assertThatThrownBy(() -> new Committee(
                new Members("Ada", "Emil", "Sue", "Leo", "tbd"), OWNERS, Decider.COMMITTEE)
            .mustBeComplete())
        .hasMessageContaining("operations")
        .hasMessageContaining("day one");
  }

  @Test
  void refusesSharedAccountability() {
    assertThatThrownBy(() -> new Committee(
                new Members("Ada and Bob", "Emil", "Sue", "Leo", "Olga"), OWNERS, Decider.COMMITTEE)
            .mustBeComplete())
        .hasMessageContaining("exactly one person");
  }

  @Test
  @DisplayName("R23 who decides what is deployed is chosen, not assumed")
  void refusesACommitteeWithoutGovernance() {
    assertThatThrownBy(
            () -> new Committee(new Members("Ada", "Emil", "Sue", "Leo", "Olga"), OWNERS, null)
                .mustBeComplete())
        .hasMessageContaining("deployed");
  }
}
