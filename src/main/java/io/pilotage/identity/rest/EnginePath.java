package io.pilotage.identity.rest;

import io.pilotage.identity.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where below the engine's interface a request leads. An address that could be read in two ways
 * leads nowhere.
 */
final class EnginePath {

  private static final String REST = "/engine-rest";
  private static final String PAGES = "/camunda/api";
  private static final String SAME_REST = PAGES + "/engine/engine/default/";
  private static final String ENGINES = PAGES + "/engine/";
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} _.:,@#+=~$-]{1,255}");

  private EnginePath() {}

  /** Whether the server itself will hand the request to the engine. */
  static boolean isOf(HttpServletRequest request) {
    var served = served(request);
    return leads(REST, served) || leads(PAGES, served);
  }

  /**
   * The path without what stands before it: {@code task/ID}, and {@code @cockpit/…} for what only
   * the engine's pages have.
   */
  static Optional<String> of(HttpServletRequest request) {
    var served = served(request);
    var asCame = Caller.raw(request);
    if (!isPlain(asCame, served) || !isPlain(request, served)) return Optional.empty();
    var path = served.endsWith("/") ? served.substring(0, served.length() - 1) : served;
    if (leads(REST, path))
      return Optional.of(path.substring(Math.min(path.length(), REST.length() + 1)));
    if (path.startsWith(SAME_REST)) return Optional.of(path.substring(SAME_REST.length()));
    if (path.startsWith(ENGINES)) return Optional.of("@" + path.substring(ENGINES.length()));
    return Optional.of("@" + path.substring(Math.min(path.length(), PAGES.length() + 1)));
  }

  /** What the server made of the address, and by which it has chosen who answers. */
  private static String served(HttpServletRequest request) {
    var asCame = Caller.raw(request);
    return asCame.getServletPath() + (asCame.getPathInfo() == null ? "" : asCame.getPathInfo());
  }

  private static boolean leads(String to, String path) {
    return path.equals(to) || path.startsWith(to + "/");
  }

  /**
   * Decoded once it is what the server served, part by part; those behind us will not read anything
   * else from it.
   */
  private static boolean isPlain(HttpServletRequest request, String served) {
    var uri = request.getRequestURI().substring(request.getContextPath().length());
    // What names the servlet is compared letter by letter by those behind us.
    var unnamed = leads(REST, served) ? REST : PAGES;
    var servlet = request.getPathInfo() != null ? request.getServletPath() : unnamed;
    if (!uri.startsWith(servlet)) return false;
    var parts = uri.substring(1).split("/", -1);
    var decoded = Arrays.stream(parts).map(EnginePath::decoded).toList();
    var last = decoded.size() - 1;
    for (int nr = 0; nr <= last; nr++) {
      var part = decoded.get(nr);
      if (part.isEmpty() && nr == last) continue;
      if (!PLAIN.matcher(part).matches() || part.matches("\\.+")) return false;
    }
    return served.equals("/" + String.join("/", decoded));
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return "";
    }
  }
}
