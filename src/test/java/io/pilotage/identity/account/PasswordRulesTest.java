package io.pilotage.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"elevenchars", "🐢🐢🐸🐙🦉🦊🐝🐢🐟🦀🐌"})
  void shortOnesAreRefused(String password) {
    assertThat(PasswordRules.complaint(password, "eve"))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("12 to 256 characters"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwordpassword",
        "Password2026!!",
        "P4$$w0rd-P4$$w0rd",
        "Passwort12345",
        "letmeinletmein",
        "1q2w3e4r5t6y",
        "qwertyuiop123",
        "123456789012",
        "987654321098",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "xyxyxyxyxyxy",
        "Summer2026!!!!",
        "welcome-admin-1",
        "correct horse battery staple",
        "iloveyou iloveyou",
        "            "
      })
  void whatIsGuessedFirstIsRefused(String password) {
    assertThat(PasswordRules.complaint(password, "eve"))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("many people use"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pilotage-2027-!",
        "P1lotage P1lotage",
        "evelyn.adams-1",
        "Adams-Evelyn-00",
        "EvelynAdams1987"
      })
  void onesOwnNameAndTheProductsAreRefused(String password) {
    assertThat(PasswordRules.complaint(
            password, "eve-1", "Evelyn", "Adams", "evelyn.adams@example.org"))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("your name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a long secret",
        "her own secret",
        "alllowercaseandnodigit",
        "korrekt pferd batterie",
        "ключ от старого дома",
        "🐢🐢🐸🐙🦉🦊🐝🐢🐟🦀🐌🐳",
        "evelyn likes the sea at noon",
        "pilotage of ships in fog"
      })
  void anythingElseIsTakenWhateverItIsMadeOf(String password) {
    assertThat(PasswordRules.complaint(password, "eve", "Evelyn", "Adams", null))
        .isEmpty();
  }
}
