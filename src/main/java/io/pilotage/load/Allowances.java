package io.pilotage.load;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * The routes that may bring more than any other, each with how much; a route that is not here
 * brings what is usual.
 */
@Component
class Allowances {

  /**
   * What a form adds around a file, and what a route needs beyond its own limit to see that it is
   * too much.
   */
  private static final long WRAPPING = 64 << 10;

  private final List<Route> routes;
  private final Allowance usual;

  Allowances(
      LoadProperties load,
      @Value("${pilotage.dataset.largest-file:1GB}") DataSize largestFile,
      @Value("${pilotage.monitoring.largest-body:10MB}") DataSize largestBatch) {
    usual = new Allowance(load.largestBody().toBytes(), false, false);
    routes = List.of(
        new Route(
            "/(api/)?initiatives/[^/]+/data(sets)?",
            new Allowance(largestFile.toBytes() + WRAPPING, true, true)),
        new Route(
            "/api/(predictions|outcomes)",
            new Allowance(largestBatch.toBytes() + WRAPPING, false, true)),
        new Route(
            "/api/alerts|/ofrep/.*",
            new Allowance(load.largestBody().toBytes() + WRAPPING, false, true)),
        // The engine's own interfaces read such forms by themselves, in memory.
        new Route(
            "/engine-rest/.*|/camunda/api/.*",
            new Allowance(load.largestBody().toBytes(), true, false)));
  }

  Allowance of(Request request) {
    var path = request.getDecodedRequestURI();
    return routes.stream()
        .filter(route -> route.path().matcher(path == null ? "" : path).matches())
        .findFirst()
        .map(Route::allowance)
        .orElse(usual);
  }

  private record Route(Pattern path, Allowance allowance) {

    private Route(String path, Allowance allowance) {
      this(Pattern.compile(path), allowance);
    }
  }
}
