package io.pilotage.dataset;

/**
 * How far the measuring of an audit is.
 *
 * @param tries how often it was begun
 * @param percent of the whole; below 10 the data is being brought
 * @param done bytes fetched or read so far
 * @param all bytes there are to fetch or to read; nothing when nobody knows
 */
public record AuditWork(AuditState state, int tries, int percent, long done, Long all) {

  public boolean underWay() {
    return state == AuditState.ASKED || state == AuditState.RUNNING;
  }

  /** What the machine does just now, in words; null when it does nothing. */
  public String doing() {
    if (!underWay()) return null;
    if (state == AuditState.ASKED) return "It waits for its turn.";
    if (percent < 10)
      return done == 0 ? "The data is being opened." : Figures.size(done, all) + " fetched.";
    if (percent < 45) return "The rows are being read: about " + Figures.size(done, all) + ".";
    return percent < 80
        ? "Column after column is measured."
        : "Repeated rows are counted and groups compared.";
  }
}
