package io.pilotage.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnyCallerLanguageTest extends WebTest {

  @Test
  @DisplayName("A page is in English, and says so, whatever language a browser asks for")
  void pagesAreInEnglish() {
    var answer = anonymously().header("Accept-Language", "tr, de;q=0.5").get("/login");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Language")).isEqualTo("en");
  }
}
