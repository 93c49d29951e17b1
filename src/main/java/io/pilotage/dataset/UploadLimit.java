package io.pilotage.dataset;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns an upload away at the door when its length says that it is too large, or when nobody is
 * logged in who could send it: behind the door the server writes the whole of it to the disk before
 * any controller is asked.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class UploadLimit extends OncePerRequestFilter {

  private static final Pattern API = Pattern.compile("/api/initiatives/[^/]+/datasets");
  private static final Pattern PAGE = Pattern.compile("/initiatives/[^/]+/data");
  private static final String LOGGED_IN = "SPRING_SECURITY_CONTEXT";
  // What a form adds around the file.
  private static final long WRAPPING = 64 << 10;

  private final DatasetProperties properties;

  UploadLimit(DatasetProperties properties) {
    this.properties = properties;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || !API.matcher(path(request)).matches() && !PAGE.matcher(path(request)).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var page = PAGE.matcher(path(request)).matches();
    var session = request.getSession(false);
    if (request.getContentLengthLong() > properties.largestFile().toBytes() + WRAPPING) {
      refuse(request, response, page);
    } else if (page && (session == null || session.getAttribute(LOGGED_IN) == null)) {
      response.sendRedirect(request.getRequestURI());
    } else {
      chain.doFilter(request, response);
    }
  }

  /**
   * Answered at once and flushed: the server goes on reading for a while what the other side is
   * still sending.
   */
  private void refuse(HttpServletRequest request, HttpServletResponse response, boolean page)
      throws IOException {
    var problem =
        "{\"type\":\"about:blank\",\"title\":\"Payload Too Large\",\"status\":413,\"field\":\"file\",\"detail\":\""
            + DataFiles.tooLarge(properties.largestFile()) + "\"}";
    response.setHeader("Connection", "close");
    response.setStatus(
        page ? HttpServletResponse.SC_SEE_OTHER : HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    if (page) response.setHeader("Location", request.getRequestURI() + "?toolarge");
    else {
      response.setContentType("application/problem+json");
      response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
    }
    response.flushBuffer();
  }

  private static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }
}
