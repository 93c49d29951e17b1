package io.pilotage.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.PilotageTest;
import io.pilotage.broken.CrossedGate;
import io.pilotage.initiative.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

/** A gate is one page, and a page is read from its top to its end. */
@PilotageTest
class GatePagesTest {

  /**
   * The name of every rule, in the order people read them. Rounds that were signed keep these
   * names, and so do the waivers of what blocked them: a name that was once shipped stays. A new
   * criterion adds its line.
   */
  private static final List<String> NAMES = List.of(
      "Earlier phases passed",
      "Waivers still hold",
      "Problem statement specific",
      "Baseline measured",
      "Committee complete, operations included",
      "Reviewers briefed in week one",
      "Risk tier set",
      "Fallback chosen and owned",
      "Strategy linked",
      "Integration sketched",
      "Data promising",
      "Mistake: no fallback",
      "Mistake: no governance",
      "KPI contract agreed",
      "KPI sources answer",
      "Return estimated",
      "Mistake: wrong problem",
      "Mistake: wrong metric",
      "Health: metric is a business KPI",
      "Health: scope narrow",
      "Health: ownership joint",
      "Data audited on the data itself",
      "Data clean and fresh",
      "Labels exist or are planned",
      "Pipeline reproducible",
      "Holdout set apart",
      "Bias reviewed",
      "Data owner named",
      "Mistake: data quality ignored",
      "Mistake: fairness ignored",
      "Baseline recorded first",
      "Candidate beats the baseline",
      "Experiments recorded weekly",
      "Within the time box",
      "Within the budget",
      "Pilot ran like production",
      "Report names what it hides",
      "Business impact known",
      "Mistake: over-engineered POC",
      "Business KPIs defined and measurable",
      "Compliance checklist signed",
      "Risk register kept",
      "Monitoring returns fresh data",
      "Test alert acknowledged",
      "Rollback rehearsed lately",
      "Handover accepted, operations trained",
      "Runbook reachable",
      "Serving proven against the limits",
      "Performance benchmarks tracked",
      "Architecture recorded",
      "What serves today",
      "Mistake: no monitoring",
      "Mistake: machine learning as one-time work",
      "Health: infrastructure production-ready",
      "No stage skipped",
      "Stage healthy",
      "Metrics well inside their limits",
      "Mistake: no staged rollout",
      "Watch registered",
      "No open incident",
      "Is it working?",
      "Governance reviewed",
      "New domain in order");

  private static final Pattern LINE = Pattern.compile(
      "\\b(?:rule|mistake|health|new Rule)\\(\\s*\"([^\"]+)\"[^\"]*?(?:this::|-> )(\\w+)");
  private static final Pattern METHOD = Pattern.compile("\\n  Finding (\\w+)\\(String initiative");

  @Autowired
  private ObjectProvider<GatePage> pages;

  @Autowired
  private GatePages gates;

  @Test
  void thereAreEightPagesInTheOrderOfALife() {
    assertThat(product())
        .extracting(page -> page.getClass().getSimpleName())
        .containsExactly(
            "LifeRules",
            "DefineGate",
            "ValueGate",
            "DataGate",
            "PocGate",
            "GoLiveGate",
            "RolloutGate",
            "OperateGate");
    assertThat(product()).extracting(GatePage::phase).isSorted();
  }

  @Test
  void aNameOnceShippedStays() {
    assertThat(product().stream().flatMap(page -> page.rules().stream()))
        .extracting(Rule::name)
        .containsExactlyElementsOf(NAMES)
        .doesNotHaveDuplicates();
  }

  @Test
  void everyRuleIsTheMethodOfItsNameInTheOrderOfThePage() {
    assertThat(product())
        .allSatisfy(page -> assertThat(faults(page, "src/main/java"))
            .as(page.getClass().getSimpleName())
            .isEmpty());
  }

  @Test
  void aPageThatCannotBeReadIsFound() {
    assertThat(faults(new CrossedGate(), "src/test/java"))
        .containsExactly(
            "“Third asked” asks firstAsked, not thirdAsked",
            "the methods stand as firstAsked, secondAsked, neverAsked,"
                + " the rules are listed as secondAsked, firstAsked, thirdAsked");
  }

  @Test
  void aGateAsksTheOrderThenItsOwnPhaseThenWhatHoldsForLife() {
    var asked = gates.askedAt(Phase.ROLLOUT);

    assertThat(asked)
        .filteredOn(rule -> !rule.kind().forLife())
        .extracting(Rule::name)
        .containsExactly(
            "Earlier phases passed",
            "Waivers still hold",
            "No stage skipped",
            "Stage healthy",
            "Metrics well inside their limits");
    assertThat(asked.subList(5, asked.size()))
        .extracting(Rule::name)
        .containsExactlyElementsOf(gates.forLife().stream().map(Rule::name).toList());
  }

  /** The pages of the product, without those that tests bring. */
  private List<GatePage> product() {
    return pages
        .orderedStream()
        .filter(page -> Files.exists(source(page, "src/main/java")))
        .toList();
  }

  private static List<String> faults(GatePage page, String root) {
    var text = read(source(page, root));
    var faults = new ArrayList<String>();
    var asked = new ArrayList<String>();
    var names = new HashSet<String>();
    var lines = LINE.matcher(text);
    while (lines.find()) {
      var wanted = methodOf(lines.group(1));
      asked.add(wanted);
      names.add(lines.group(1));
      if (!lines.group(2).equals(wanted))
        faults.add("“" + lines.group(1) + "” asks " + lines.group(2) + ", not " + wanted);
    }
    page.rules().stream()
        .map(rule -> rule.name().replaceAll("^(Mistake|Health): ", ""))
        .filter(name -> !names.contains(name))
        .forEach(name -> faults.add("“" + name + "” is not read from the page"));
    var methods = METHOD.matcher(text).results().map(found -> found.group(1)).toList();
    if (!methods.equals(asked))
      faults.add("the methods stand as " + String.join(", ", methods) + ", the rules are listed as "
          + String.join(", ", asked));
    return faults;
  }

  /** “Is it working?” is asked by isItWorking. */
  private static String methodOf(String name) {
    var words = Arrays.stream(name.split("\\W+"))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }

  private static Path source(GatePage page, String root) {
    return Path.of(root, page.getClass().getName().replace('.', '/') + ".java");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
