package io.pilotage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.identity.Browser;
import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.welcome.Welcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Another application of the same JVM has closed: its webapps leave the shared places empty. */
class OwnEngineTest extends WebTest {

  /** Made when the application of this test is there already, and before each test method. */
  @Autowired
  OwnEngineTest(ProcessEngine running) {
    assertThat(running).isNotNull();
    Cockpit.setCockpitRuntimeDelegate(null);
    Admin.setAdminRuntimeDelegate(null);
    Tasklist.setTasklistRuntimeDelegate(null);
    Welcome.setRuntimeDelegate(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cockpit", "admin", "tasklist", "welcome"})
  void theWebappsOfThisOneAnswer(String webapp) {
    var browser = new Browser(this::address);
    browser.login("admin", "demo");

    assertThat(browser.get("/camunda/app/" + webapp + "/default/").statusCode()).isEqualTo(200);
  }
}
