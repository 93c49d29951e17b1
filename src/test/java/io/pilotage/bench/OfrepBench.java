package io.pilotage.bench;

import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * OFREP evaluations a second and their tail, beside an endpoint of the same server that does
 * nothing but the same hash.
 */
class OfrepBench extends Served {

  private static final int REQUESTS = 6_000;
  private static final int CALLERS = 4;
  private static final int TURNS = 3;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  private final Figures figures = new Figures("ofrep");

  @Test
  void measure() throws Exception {
    models.adopt("flag", "v1", null, "s3://v1", "engineering");
    models.register("flag", "v2", null, "s3://v2", "data-science");
    models.approve("flag", "v2", "engineering");
    routes.open("flag", null, "v1", "rules", "engineering");
    routes.change(
        routes.change(routes.get("flag").withCandidate("v2"), "pm", "Bench.").shiftTo(2_500),
        "pm",
        "Bench.");
    Callable<String> ofrep =
        () -> evaluate("flag", "caller-" + Thread.currentThread().getId());
    Callable<String> bare = () -> send(
        "/ofrep/bare", "application/json", "{\"context\":{\"targetingKey\":\"caller\"}}", null);
    for (var turn : List.of(bare, ofrep)) together(CALLERS, turn, REQUESTS / 2);

    figures.add("OFREP, one caller", one(ofrep, REQUESTS), "ms");
    figures.add("bare endpoint, one caller", one(bare, REQUESTS), "ms");
    var rates = new ArrayList<double[]>();
    var tails = new ArrayList<Double>();
    // In turns, so that a busy moment of the machine hits both.
    for (int turn = 0; turn < TURNS; turn++)
      rates.add(new double[] {rate(ofrep, tails), rate(bare, new ArrayList<>())});
    var ours = rates.stream().mapToDouble(pair -> pair[0]).max().orElseThrow();
    var bareRate = rates.stream().mapToDouble(pair -> pair[1]).max().orElseThrow();
    figures.add("OFREP, four callers, best of " + TURNS, ours, "requests/s");
    figures.add("OFREP, four callers", tails, "ms");
    figures.add("bare endpoint, four callers, best of " + TURNS, bareRate, "requests/s");
    figures.ratio("OFREP to the bare endpoint", ours / bareRate, "at least 0.5");
    figures.keep();
  }

  private static double rate(Callable<String> request, List<Double> took) throws Exception {
    var started = System.nanoTime();
    took.addAll(together(CALLERS, request, REQUESTS / CALLERS));
    return REQUESTS / seconds(started);
  }
}
