package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The register carries the eight risks of every model in production, each with what watches it. */
@Component
class RiskRegisterKept implements GoLiveRule {

  private final Risks risks;

  RiskRegisterKept(Risks risks) {
    this.risks = risks;
  }

  @Override
  public GoLiveItem item() {
    return GoLiveItem.REVIEWS_DONE;
  }

  @Override
  public String name() {
    return "Risk register kept";
  }

  @Override
  public Finding check(String initiative) {
    return judge(risks.of(initiative));
  }

  static Finding judge(List<Risk> register) {
    if (register.isEmpty())
      return Finding.block("There is no risk register. It is opened by the task “Register model”.");
    var known = register.stream().map(Risk::code).toList();
    var missing = Risks.SEEDS.stream()
        .filter(seed -> !known.contains(seed.code()))
        .map(Risk::title)
        .collect(Collectors.joining("; "));
    if (!missing.isEmpty())
      return Finding.block(
          "The risk register leaves out what every model in production carries: " + missing + ".");
    return Finding.pass(register.size() + " risks are on the register, each with what watches it.");
  }
}
