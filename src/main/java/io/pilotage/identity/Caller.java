package io.pilotage.identity;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.catalina.Globals;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who sends a request: whether anybody knows, and the other end of the connection, whatever its
 * headers say.
 */
public final class Caller {

  private static final String LET_IN = Caller.class.getName() + ".letIn";

  private Caller() {}

  /**
   * True once somebody has logged in, shown a token, or been let in without one; before that a body
   * may come from anybody.
   */
  public static boolean isKnown(ServletRequest request) {
    var caller = SecurityContextHolder.getContext().getAuthentication();
    return request.getAttribute(LET_IN) != null
        || caller != null
            && caller.isAuthenticated()
            && !(caller instanceof AnonymousAuthenticationToken);
  }

  /** Remembers that a door let this request in although it does not say who sends it. */
  static void letIn(ServletRequest request) {
    request.setAttribute(LET_IN, true);
  }

  /** True for a program on this machine; false when a proxy speaks for somebody else. */
  static boolean isLocal(HttpServletRequest request) {
    var raw = raw(request);
    if (raw.getHeader("Forwarded") != null || raw.getHeader("X-Forwarded-For") != null)
      return false;
    // A trusted proxy's headers are read and gone by now.
    if (raw.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE) != null) return false;
    try {
      return InetAddress.getByName(raw.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }

  /** The request as it came in, before any filter put something else in its place. */
  public static HttpServletRequest raw(HttpServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) inner = wrapper.getRequest();
    return (HttpServletRequest) inner;
  }
}
