package io.pilotage.initiative;

/** The six phases of an initiative, in their only order. */
public enum Phase {
  DEFINE("define", "define-problem"),
  DATA("data", "prepare-data"),
  POC("poc", "prove-concept"),
  PRODUCTIONIZE("productionize", "productionize-model"),
  ROLLOUT("rollout", "roll-out-model"),
  OPERATE("operate", "operate-model");

  private final String label;
  private final String process;

  Phase(String label, String process) {
    this.label = label;
    this.process = process;
  }

  /** The name clients see. */
  public String label() {
    return label;
  }

  /** The id of the process that carries the phase. */
  public String process() {
    return process;
  }
}
