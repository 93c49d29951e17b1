package io.pilotage.initiative;

/** What is to change, and by how much: "reduce false positives in fraud detection by 30 %". */
public record Problem(String statement, String metric, Direction direction, double amount, String unit) {

  /** The goal without its story: "reduce false positives by 30 %". */
  public String goal() {
    return direction.name().toLowerCase() + " " + metric + " by " + Numbers.plain(amount) + " " + unit;
  }
}
