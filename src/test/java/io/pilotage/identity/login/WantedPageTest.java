package io.pilotage.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("The page that was asked for before the login")
class WantedPageTest {

  private final WantedPage page = new WantedPage();

  @Test
  void isRememberedInTheBrowserAndAskedForOnce() {
    var asked = new MockHttpServletRequest("GET", "/initiatives/FRAUD-1");
    asked.setQueryString("tab=data");
    asked.addHeader("Accept", "text/html");
    var told = new MockHttpServletResponse();

    page.saveRequest(asked, told);

    var after = new MockHttpServletResponse();
    assertThat(page.getRequest(coming(told.getCookie("PILOTAGE-WANTED").getValue()), after)
            .getRedirectUrl())
        .isEqualTo("/initiatives/FRAUD-1?tab=data");
    assertThat(after.getCookie("PILOTAGE-WANTED").getMaxAge()).isZero();
    assertThat(asked.getSession(false)).isNull();
  }

  @ParameterizedTest(name = "not to {0}")
  @ValueSource(
      strings = {
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/x\r\nLocation: https://evil.example",
        "javascript:alert(1)",
        "evil",
        ""
      })
  void leadsNowhereElse(String elsewhere) {
    assertThat(page.getRequest(
            coming(URLEncoder.encode(elsewhere, StandardCharsets.UTF_8)),
            new MockHttpServletResponse()))
        .isNull();
  }

  @Test
  void brokenAndOverlongOnesAreNone() {
    assertThat(page.getRequest(coming("%zz"), new MockHttpServletResponse())).isNull();
    assertThat(page.getRequest(coming("%2F" + "a".repeat(2_000)), new MockHttpServletResponse()))
        .isNull();
    assertThat(page.getRequest(new MockHttpServletRequest(), new MockHttpServletResponse()))
        .isNull();
  }

  private static MockHttpServletRequest coming(String cookie) {
    var request = new MockHttpServletRequest("POST", "/login");
    request.setCookies(new Cookie("PILOTAGE-WANTED", cookie));
    return request;
  }
}
