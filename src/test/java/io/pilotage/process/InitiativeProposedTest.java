package io.pilotage.process;

import static io.pilotage.initiative.activity.InitiativeVariables.SPONSOR;
import static io.pilotage.initiative.activity.InitiativeVariables.TITLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.initiative.Initiatives;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How an initiative begins: its start form, its key, and starts that are refused. */
class InitiativeProposedTest extends ProcessTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Ledger ledger;

  @Test
  void makesTheKeyFromTitleAndNextNumber() {
    var first = start("ai-lifecycle").as("pm").with(TITLE, "Kiting detection").now();
    var second =
        start("ai-lifecycle").as("pm").with(TITLE, "Reduce kiting further").now();

    assertThat(first.initiative()).isEqualTo("KITING-1");
    assertThat(second.initiative()).isEqualTo("KITING-2");
    assertThat(first.answer("Frame problem").task().getName())
        .isEqualTo("Frame problem · KITING-1 · business");
    assertThat(ledger.of("KITING-1", 10))
        .extracting(Entry::action, Entry::actor)
        .contains(org.assertj.core.groups.Tuple.tuple("initiative-registered", "pm"));
  }

  @Test
  void takesTheGivenKeyAndSponsor() {
    var key = freshKey("GIVEN");

    start("ai-lifecycle")
        .as("pm")
        .with(TITLE, "Churn prevention")
        .with(SPONSOR, "business")
        .about(key);

    assertThat(initiatives.get(key))
        .extracting("title", "sponsor", "outcome")
        .containsExactly("Churn prevention", "business", null);
  }

  @Test
  void leavesNothingOfARefusedStart() {
    var known = initiatives.all().size();
    var taken = freshKey("TAKEN");
    initiatives.register("The first", taken, "pm");

    assertThatThrownBy(() -> start("ai-lifecycle").as("pm").now())
        .hasStackTraceContaining("Please give the initiative a title");
    assertThatThrownBy(
            () -> start("ai-lifecycle").as("pm").with(TITLE, "The second").about(taken))
        .hasStackTraceContaining("belongs to another initiative");
    assertThatThrownBy(() -> start("ai-lifecycle").as("pm").with(TITLE, "Third").about("a/b"))
        .hasStackTraceContaining("cannot be used");
    assertThatThrownBy(() -> start("ai-lifecycle")
            .as("pm")
            .with(TITLE, "Fourth")
            .with(SPONSOR, "nobody")
            .about(freshKey("NO")))
        .hasStackTraceContaining("in the group business");
    assertThatThrownBy(
            () -> start("ai-lifecycle").as("pm").with(TITLE, "x".repeat(200)).now())
        .hasStackTraceContaining("120 at most");

    assertThat(initiatives.all()).hasSize(known + 1);
    assertThat(engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processDefinitionKey("ai-lifecycle")
            .processInstanceBusinessKey(taken)
            .count())
        .isZero();
  }
}
