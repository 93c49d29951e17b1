package io.pilotage.identity;

import io.pilotage.engine.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Shuts CVE-2026-77226 of engine 7.24.0, where {@code /camunda/api/admin/setup/**} makes an
 * administrator without login. Looks at the path as it came, however it is encoded, before anything
 * else does.
 */
class SetupGuard extends OncePerRequestFilter {

  private static final int MOST_ENCODINGS = 8;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (leadsToSetup(Caller.raw(request).getRequestURI())
        || leadsToSetup(request.getRequestURI())) {
      Problem.write(
          response,
          403,
          "path",
          "Administrators are made by an administrator, not by a set-up page.");
      return;
    }
    chain.doFilter(request, response);
  }

  /**
   * Looks at the path after every decoding, because nobody knows how often those behind us will
   * decode it.
   */
  static boolean leadsToSetup(String path) {
    var now = path;
    for (int i = 0; i < MOST_ENCODINGS; i++) {
      if (plain(now, false).contains("/admin/setup/") || plain(now, true).contains("/admin/setup/"))
        return true;
      var decoded = decoded(now);
      if (decoded.equals(now)) return false;
      now = decoded;
    }
    return true;
  }

  /** Lower case, without path parameters, doubled slashes and dots; "x/.." is taken out or left. */
  private static String plain(String path, boolean climbing) {
    var parts = new ArrayDeque<String>();
    for (var part : path.toLowerCase(Locale.ROOT)
        .replace('\\', '/')
        .replaceAll(";[^/]*", "")
        .split("/")) {
      if (part.equals("..")) {
        if (climbing) parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts) + "/";
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return path;
    }
  }
}
