package io.pilotage.identity.login;

import io.pilotage.identity.opening.DemoPeople;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The one login for pages, Tasklist, Cockpit and Admin. */
@Controller
public class LoginPage {

  private final boolean demo;

  LoginPage(ObjectProvider<DemoPeople> demo) {
    this.demo = demo.getIfAvailable() != null;
  }

  @GetMapping("/login")
  String login(Model page) {
    page.addAttribute("demo", demo);
    return "login";
  }
}
