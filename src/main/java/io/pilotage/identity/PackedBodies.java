package io.pilotage.identity;

import io.pilotage.engine.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Unpacks what services send with gzip, as it is read: how much comes out is bounded by whoever
 * reads it. Any other encoding, and any anywhere else, is refused instead of read as garbage. A
 * body that cannot be unpacked ends in a {@link ZipException}.
 */
class PackedBodies extends OncePerRequestFilter {

  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  private final RequestMatcher unpacked;

  PackedBodies(RequestMatcher unpacked) {
    this.unpacked = unpacked;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!tellsItsType(request.getContentType())) {
      Problem.write(
          response,
          415,
          HttpHeaders.CONTENT_TYPE,
          "This type of content is none. Say what the body is, such as application/json.");
      return;
    }
    var encodings = String.join(
            ",", Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)))
        .strip()
        .toLowerCase(Locale.ROOT);
    if (encodings.isEmpty() || encodings.equals("identity")) {
      chain.doFilter(request, response);
    } else if (GZIP.contains(encodings) && unpacked.matches(request)) {
      chain.doFilter(new Unpacked(request), response);
    } else {
      response.setHeader(
          HttpHeaders.ACCEPT_ENCODING, unpacked.matches(request) ? "gzip, identity" : "identity");
      Problem.write(
          response,
          415,
          HttpHeaders.CONTENT_ENCODING,
          "A body in this encoding is not read here. Send it as it is"
              + (unpacked.matches(request) ? ", or packed with gzip." : "."));
    }
  }

  /** A type with a wildcard answers no question, and those behind us fail over it. */
  private static boolean tellsItsType(String type) {
    if (type == null || type.isEmpty()) return true;
    try {
      return MediaType.parseMediaType(type).isConcrete();
    } catch (InvalidMediaTypeException none) {
      return false;
    }
  }

  private static final class Unpacked extends HttpServletRequestWrapper {

    private static final Set<String> OF_THE_PACKED_BODY =
        Set.of("content-encoding", "content-length");

    private ServletInputStream body;

    private Unpacked(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (body == null) body = new Unpacking(super.getInputStream());
      return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public int getContentLength() {
      return -1;
    }

    @Override
    public long getContentLengthLong() {
      return -1;
    }

    @Override
    public String getHeader(String name) {
      return OF_THE_PACKED_BODY.contains(name.toLowerCase(Locale.ROOT))
          ? null
          : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return OF_THE_PACKED_BODY.contains(name.toLowerCase(Locale.ROOT))
          ? Collections.emptyEnumeration()
          : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      names.addAll(Collections.list(super.getHeaderNames()));
      names.removeAll(OF_THE_PACKED_BODY);
      return Collections.enumeration(names);
    }
  }

  private static final class Unpacking extends ServletInputStream {

    private final ServletInputStream packed;
    private GZIPInputStream plain;
    private boolean ended;

    private Unpacking(ServletInputStream packed) {
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        if (plain == null) plain = new GZIPInputStream(packed, 8 * 1024);
        int got = plain.read(into, from, length);
        ended = got < 0;
        return got;
      } catch (EOFException cut) {
        throw new ZipException("The packed body ends too early.");
      }
    }

    @Override
    public boolean isFinished() {
      return ended;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("A packed body is read by whoever waits for it.");
    }
  }
}
