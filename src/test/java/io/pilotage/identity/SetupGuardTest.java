package io.pilotage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetupGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/camunda/api/admin/setup/x",
        "/a/admin%2fsetup/x",
        "/a/admin/%252573etup/x",
        "/a/admin;v/%73etup;w",
        "//admin///setup//",
        "/admin/a/b/../../setup/x",
        "/ADMIN/Setup/x",
        "/admin\\setup\\x",
        "/admin/%2e/setup",
        "/admin/setup/%252e%252e/user",
        "/admin/x/%2e%2e/setup/"
      })
  void seesTheSetupHoweverItIsWritten(String path) {
    assertThat(SetupGuard.leadsToSetup(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/camunda/app/admin/default/",
        "/camunda/app/admin/setup.js",
        "/setup/admin",
        "/api/models/admin-setup",
        "/api/100%"
      })
  void letsEverythingElsePass(String path) {
    assertThat(SetupGuard.leadsToSetup(path)).isFalse();
  }
}
