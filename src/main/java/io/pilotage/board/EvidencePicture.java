package io.pilotage.board;

import io.pilotage.rollout.ModelView.MetricView;
import io.pilotage.verdict.Certainty;
import io.pilotage.verdict.MetricVerdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How sure the numbers make us about one metric, as a small drawing and one sentence. Both curves
 * are drawn as parts of what they have to reach, so that one line on top stands for either proof.
 *
 * @param against points of the evidence that the limit is broken
 * @param inFavour points of the evidence that it is kept
 */
record EvidencePicture(
    String signal, MetricVerdict verdict, String against, String inFavour, String words) {

  static final int WIDTH = 240;
  static final int HEIGHT = 64;
  /** Where the line lies that means proof, from the top. */
  static final int PROOF = 12;

  private static final double LOWEST = -0.1;
  private static final double HIGHEST = 1.2;

  static List<EvidencePicture> of(List<MetricView> metrics) {
    return metrics.stream()
        .filter(metric -> metric.certainty() != null)
        .map(EvidencePicture::of)
        .toList();
  }

  private static EvidencePicture of(MetricView metric) {
    var certainty = metric.certainty();
    return new EvidencePicture(
        metric.signal(),
        metric.verdict(),
        points(certainty.growth(), certainty.line()),
        points(certainty.growthFor(), Certainty.PASS_LINE),
        words(metric.verdict(), certainty));
  }

  private static String points(List<Double> growth, double line) {
    int last = Math.max(1, growth.size() - 1);
    var start = "0," + y(0) + " ";
    return start
        + IntStream.range(0, growth.size())
            .mapToObj(i ->
                (growth.size() == 1 ? WIDTH : i * WIDTH / last) + "," + y(growth.get(i) / line))
            .collect(Collectors.joining(" "));
  }

  private static long y(double part) {
    double inside = Math.max(LOWEST, Math.min(HIGHEST, part));
    return Math.round(HEIGHT - 6 - inside * (HEIGHT - 6 - PROOF));
  }

  private static String words(MetricVerdict verdict, Certainty certainty) {
    var approximate = certainty.approximate()
        ? String.format(
            Locale.ROOT,
            " The outcomes hang together, %.1f of them weigh as much as one, so this is approximate.",
            certainty.designEffect())
        : "";
    return switch (verdict) {
          case FAIL ->
            "It was shown that the limit is broken. Were the version fine, this would surprise: "
                + chance(certainty.surprise()) + ".";
          case PASS, WARN ->
            "Shown to keep its limit. Were it broken, numbers this good would be a surprise: "
                + chance(Math.min(1, Math.exp(-certainty.evidenceFor()))) + ".";
          default ->
            "Not shown either way yet: " + part(certainty.evidenceFor(), Certainty.PASS_LINE)
                + " of the way to “kept”, " + part(certainty.evidence(), certainty.line())
                + " of the way to “broken”.";
        }
        + approximate;
  }

  private static String chance(double surprise) {
    if (surprise >= 0.1) return Math.round(surprise * 100) + " in 100 at most";
    return surprise < 1e-6
        ? "less than one in a million"
        : String.format(Locale.ROOT, "one in %,.0f at most", 1 / surprise);
  }

  private static String part(double evidence, double line) {
    return Math.round(Math.max(0, Math.min(1, evidence / line)) * 100) + " %";
  }
}
