package io.pilotage.identity.opening;

import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The sample people of the demo; their password is known to everybody, so they exist nowhere else.
 */
@Component
@Profile("demo")
public class DemoPeople {

  static final String PASSWORD = "demo";

  static final Map<String, String> NAMES = Map.of(
      "pm", "Paula Marten",
      "business", "Ben Sommer",
      "data-science", "Dana Scholz",
      "engineering", "Emil Gerber",
      "security", "Selma Cury",
      "legal", "Leon Gall",
      "risk", "Rita Kern",
      "operations", "Olga Perez",
      "admin", "Ada Minister");

  private final People people;

  DemoPeople(People people) {
    this.people = people;
  }

  void register() {
    NAMES.forEach((id, name) -> people.registerSample(
        id, name, id + "@pilotage.example", PASSWORD, groupsOf(id).toArray(String[]::new)));
  }

  private static List<String> groupsOf(String id) {
    return switch (id) {
      case "pm" -> List.of(Groups.PROGRAM_MANAGERS);
      case "admin" -> List.of(Groups.ADMINISTRATORS);
      default -> List.of(id);
    };
  }
}
