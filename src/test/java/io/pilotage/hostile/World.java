package io.pilotage.hostile;

import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What an attacker has seen of the running product.
 *
 * @param canary an address of this machine that nobody has a reason to call
 * @param ids the ids of what exists, by kind: task, instance, definition, deployment, user, filter
 */
record World(String canary, String initiative, String model, Map<String, List<String>> ids) {

  String instance(Random luck) {
    return any("instance", luck);
  }

  String definition(Random luck) {
    return any("definition", luck);
  }

  /**
   * A value for a parameter of a path: something that exists, where the route speaks of such
   * things.
   */
  String value(String path, String parameter, String role, Random luck) {
    // Whoever may withdraw an initiative or delete an account does so rightly; these do not aim at
    // what the run watches.
    if (path.endsWith("/withdraw"))
      return List.of("pm", "admin").contains(role) ? "NONE-1" : initiative;
    if (path.contains("/user/") || path.contains("/group/"))
      return "admin".equals(role) ? "somebody" : any("user", luck);
    if (path.startsWith("/api/initiatives") || path.startsWith("/initiatives"))
      return parameter.equals("key") ? initiative : "1";
    if (parameter.equals("model") || path.contains("/models/")) return model;
    if (parameter.equals("process")) return "ai-lifecycle";
    if (path.contains("/task/")) return any("task", luck);
    if (path.contains("/process-instance/") || path.contains("/execution/"))
      return any("instance", luck);
    if (path.contains("/process-definition/"))
      return parameter.equals("key") ? "ai-lifecycle" : any("definition", luck);
    if (path.contains("/deployment/")) return any("deployment", luck);
    if (path.contains("/filter/")) return any("filter", luck);
    return any(List.of("task", "instance", "definition").get(luck.nextInt(3)), luck);
  }

  private String any(String kind, Random luck) {
    var known = ids.getOrDefault(kind, List.of());
    return known.isEmpty() ? "none" : known.get(luck.nextInt(known.size()));
  }
}
