package io.pilotage.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Shuts CVE-2026-77226 of engine 7.24.0, where {@code /camunda/api/admin/setup/**} makes an administrator without login.
 * Looks at the path as it came, however it is encoded, before anything else does.
 */
class SetupGuard extends OncePerRequestFilter {

  private static final int MOST_ENCODINGS = 8;

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
    if (leadsToSetup(Caller.raw(request).getRequestURI()) || leadsToSetup(request.getRequestURI())) {
      Problems.write(response, 403, "path", "Administrators are made by an administrator, not by a set-up page.");
      return;
    }
    chain.doFilter(request, response);
  }

  static boolean leadsToSetup(String path) {
    var plain = plain(path);
    return plain == null || (plain + "/").contains("/admin/setup/");
  }

  /** Decoded until nothing is left to decode, without path parameters, doubled slashes and dots; null when it never ends. */
  private static String plain(String path) {
    var now = path;
    for (int i = 0; i < MOST_ENCODINGS; i++) {
      var decoded = decoded(now);
      if (decoded.equals(now)) {
        return now.toLowerCase(Locale.ROOT).replace('\\', '/').replaceAll(";[^/]*", "").replaceAll("/(\\.?/)+", "/").replaceAll("/[^/]+/\\.\\./", "/");
      }
      now = decoded;
    }
    return null;
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return path;
    }
  }
}
