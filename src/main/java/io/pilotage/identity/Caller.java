package io.pilotage.identity;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.catalina.Globals;

/** Where a request really comes from: the other end of the connection, whatever its headers say. */
final class Caller {

  private Caller() {}

  /** True for a program on this machine; false when a proxy speaks for somebody else. */
  static boolean isLocal(HttpServletRequest request) {
    var raw = raw(request);
    if (raw.getHeader("Forwarded") != null || raw.getHeader("X-Forwarded-For") != null) return false;
    // A trusted proxy's headers are read and gone by now.
    if (raw.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE) != null) return false;
    try {
      return InetAddress.getByName(raw.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }

  /** The request as it came in, before any filter put something else in its place. */
  static HttpServletRequest raw(HttpServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) inner = wrapper.getRequest();
    return (HttpServletRequest) inner;
  }
}
