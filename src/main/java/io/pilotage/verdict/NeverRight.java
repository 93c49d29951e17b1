package io.pilotage.verdict;

import java.util.Optional;

/**
 * Whether an accuracy of nothing tells anything about a candidate. Beside a stable version that was
 * never right there is nothing to be as good as, and outcomes told in other words than every answer
 * are a fault of what is reported, not of the version. A candidate that is never right beside one
 * that is, is simply wrong.
 */
final class NeverRight {

  private static final String REMEDY =
      "Look whether outcomes carry the ids of their predictions and the same words.";

  private NeverRight() {}

  /** What is wrong with the truth, in a sentence; nothing while right answers are known. */
  static Optional<String> in(Look look, long minimum) {
    var beside = look.baseline().get(Signal.ACCURACY);
    if (beside != null && beside.problem() == null && beside.n() > 0) {
      if (beside.value() != 0 || beside.n() * 4 < minimum) return Optional.empty();
      return Optional.of("Version " + beside.version() + " was never right in " + beside.n()
          + " samples, so there is nothing to compare with"
          + look.course()
              .vocabulary(beside.version())
              .map(words -> ": its " + words.words())
              .orElse("")
          + ". " + REMEDY);
    }
    var seen = look.seen().get(Signal.ACCURACY);
    return seen.value() != 0
        ? Optional.empty()
        : apart(look)
            .map(words ->
                "Nothing that came true was ever answered: " + words.words() + ". " + REMEDY);
  }

  /** The words of the version, where they have nothing in common with what came true. */
  static Optional<Words> apart(Look look) {
    return look.course().vocabulary(look.version()).filter(Words::apart);
  }
}
