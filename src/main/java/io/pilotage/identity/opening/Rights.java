package io.pilotage.identity.opening;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GLOBAL;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import io.pilotage.identity.Groups;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.stereotype.Component;

/**
 * What each group may do in the engine. Tasks need no entry here: the engine gives a candidate
 * group the right to work on its task, and nobody else has it.
 */
@Component
class Rights {

  /** Who finds which process under “Start process”. */
  private static final Map<String, List<String>> STARTS = Map.of(
      Groups.PROGRAM_MANAGERS, List.of("ai-lifecycle"),
      Groups.OPERATIONS, List.of("roll-back-model", "handle-incident"),
      Groups.DATA_SCIENCE, List.of("retrain-model"));

  /** Whose workers take up the work of which process from outside. */
  private static final Map<String, String> WORKS = Map.of(Groups.DATA_SCIENCE, "retrain-model");

  /** Who follows the work of all the others. */
  private static final List<String> OVERSEERS = List.of(Groups.PROGRAM_MANAGERS, Groups.OPERATIONS);

  private final AuthorizationService authorizations;

  Rights(AuthorizationService authorizations) {
    this.authorizations = authorizations;
  }

  /** Adds what is missing and leaves alone what an administrator changed. */
  void grant() {
    for (var resource : Resources.values())
      grant(Groups.ADMINISTRATORS, resource, ANY, Permissions.ALL);
    for (var group : Groups.ALL) {
      grant(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
      grant(group, Resources.APPLICATION, "welcome", Permissions.ACCESS);
      grant(group, Resources.USER, ANY, Permissions.READ);
      grant(group, Resources.GROUP, ANY, Permissions.READ);
      grant(group, Resources.PROCESS_DEFINITION, ANY, seen(group));
    }
    for (var group : OVERSEERS) grant(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
    STARTS.forEach((group, processes) -> {
      grant(group, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
      for (var process : processes)
        grant(group, Resources.PROCESS_DEFINITION, process, startedBy(group, process));
    });
  }

  /** Everybody who is logged in may use this filter. */
  void share(String filter) {
    var known = authorizations
        .createAuthorizationQuery()
        .authorizationType(AUTH_TYPE_GLOBAL)
        .resourceType(Resources.FILTER)
        .resourceId(filter)
        .count();
    if (known > 0) return;
    var right = authorizations.createNewAuthorization(AUTH_TYPE_GLOBAL);
    right.setUserId(ANY);
    save(right, Resources.FILTER, filter, Permissions.READ);
  }

  /**
   * The definitions and variables behind the cards of Tasklist; overseers also see the tasks and
   * what has ended.
   */
  private static Permission[] seen(String group) {
    if (!OVERSEERS.contains(group))
      return new Permission[] {
        ProcessDefinitionPermissions.READ, ProcessDefinitionPermissions.READ_INSTANCE
      };
    return new Permission[] {
      ProcessDefinitionPermissions.READ,
      ProcessDefinitionPermissions.READ_INSTANCE,
      ProcessDefinitionPermissions.READ_TASK,
      ProcessDefinitionPermissions.READ_HISTORY
    };
  }

  private static Permission[] startedBy(String group, String process) {
    return process.equals(WORKS.get(group))
        ? new Permission[] {
          ProcessDefinitionPermissions.CREATE_INSTANCE, ProcessDefinitionPermissions.UPDATE_INSTANCE
        }
        : new Permission[] {ProcessDefinitionPermissions.CREATE_INSTANCE};
  }

  private void grant(String group, Resource resource, String id, Permission... permissions) {
    var known = authorizations
        .createAuthorizationQuery()
        .authorizationType(AUTH_TYPE_GRANT)
        .groupIdIn(group)
        .resourceType(resource)
        .resourceId(id)
        .count();
    if (known > 0) return;
    var right = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
    right.setGroupId(group);
    save(right, resource, id, permissions);
  }

  private void save(Authorization right, Resource resource, String id, Permission... permissions) {
    right.setResource(resource);
    right.setResourceId(id);
    right.setPermissions(permissions);
    authorizations.saveAuthorization(right);
  }
}
