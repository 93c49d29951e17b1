package io.pilotage.identity.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.web.util.WebUtils;

/**
 * The page somebody asked for before the login, kept in their browser for some minutes and never
 * here: strangers cost no memory. It is a path of our own, because a cookie may come from
 * elsewhere.
 */
public class WantedPage implements RequestCache {

  private static final String COOKIE = "PILOTAGE-WANTED";
  private static final int LONGEST = 1_000;
  private static final int REMEMBERED_SECONDS = 900;

  @Override
  public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
    var path = request.getRequestURI()
        + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    if (isPage(request) && isOurs(path))
      response.addHeader(
          HttpHeaders.SET_COOKIE,
          cookie(request, URLEncoder.encode(path, StandardCharsets.UTF_8), REMEMBERED_SECONDS));
  }

  /** Asked once, after the login. */
  @Override
  public SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
    var path = wanted(WebUtils.getCookie(request, COOKIE));
    if (path == null) return null;
    removeRequest(request, response);
    return new SimpleSavedRequest(path);
  }

  /** Nothing is sent a second time in somebody's name: the browser asks for the page itself. */
  @Override
  public HttpServletRequest getMatchingRequest(
      HttpServletRequest request, HttpServletResponse response) {
    return null;
  }

  @Override
  public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(request, "", 0));
  }

  private static String wanted(Cookie cookie) {
    if (cookie == null || cookie.getValue().length() > 3 * LONGEST) return null;
    try {
      var path = URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8);
      return isOurs(path) ? path : null;
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }

  private static boolean isPage(HttpServletRequest request) {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("GET")
        && request.getHeader("HX-Request") == null
        && accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE);
  }

  /**
   * A path on this server: browsers take two slashes, and a slash and a backslash, for the name of
   * another one.
   */
  private static boolean isOurs(String path) {
    return path.length() <= LONGEST && path.matches("/([^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*)?");
  }

  private static String cookie(HttpServletRequest request, String value, int seconds) {
    return ResponseCookie.from(COOKIE, value)
        .path(request.getContextPath() + "/")
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Lax")
        .maxAge(seconds)
        .build()
        .toString();
  }
}
