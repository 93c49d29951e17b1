package io.pilotage.identity;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** As much of a browser as a login needs: cookies and hidden fields. */
public final class Browser {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client = HttpClient.newBuilder()
      .cookieHandler(cookies)
      .followRedirects(HttpClient.Redirect.NEVER)
      .build();
  private final UnaryOperator<String> address;

  public Browser(UnaryOperator<String> address) {
    this.address = address;
  }

  /** Fills in the login page; answers where it leads. */
  public String login(String name, String password) {
    var csrf = CSRF.matcher(get("/login").body());
    if (!csrf.find()) throw new AssertionError("The login page has no hidden token.");
    var form = "username=" + encoded(name) + "&password=" + encoded(password) + "&_csrf="
        + encoded(csrf.group(1));
    return post("/login", "application/x-www-form-urlencoded", form)
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  int logoutOfTasklist() {
    return post("/camunda/api/admin/auth/user/default/logout", "application/json", "")
        .statusCode();
  }

  /** Asks for a page, as the address line does. */
  HttpResponse<String> open(String path) {
    return send(HttpRequest.newBuilder(URI.create(address.apply(path)))
        .header("Accept", "text/html,*/*;q=0.8")
        .GET());
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(address.apply(path))).GET());
  }

  public HttpResponse<String> post(String path, String contentType, String body) {
    var request = HttpRequest.newBuilder(URI.create(address.apply(path)))
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofString(body));
    cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
        .reduce((first, last) -> last)
        .ifPresent(cookie -> request.header("X-XSRF-TOKEN", cookie.getValue()));
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
