package io.pilotage.identity.account;

import io.pilotage.audit.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The engine's people and groups, as Admin, REST and code all reach them. Every change is in the
 * ledger under the name of who made it, in its own transaction. Passwords are checked by
 * {@link Passwords}; the engine's lock, which ended by an administrator only, is not used.
 */
final class RecordedIdentity extends DbIdentityServiceProvider {

  private static final String SYSTEM = "system";

  private final Accounts accounts;
  private final AccountTable table;
  private final Passwords passwords;
  private final Ledger ledger;

  RecordedIdentity(Accounts accounts, AccountTable table, Passwords passwords, Ledger ledger) {
    this.accounts = accounts;
    this.table = table;
    this.passwords = passwords;
    this.ledger = ledger;
  }

  @Override
  public boolean checkPassword(String user, String password) {
    return user != null && password != null && passwords.right(user, password).isPresent();
  }

  @Override
  public IdentityOperationResult saveUser(User user) {
    var entity = (UserEntity) user;
    var isNew = entity.getRevision() == 0;
    var newPassword = entity.hasNewPassword();
    var before = isNew ? List.<String>of() : table.profile(user.getId());
    var result = super.saveUser(user);
    if (isNew) {
      accounts.created(user.getId());
      record("account-created", user.getId(), Map.of("name", name(user)));
      return result;
    }
    if (newPassword) {
      accounts.passwordChanged(user.getId(), user.getId().equals(actor()));
      record("password-changed", user.getId(), Map.of());
    }
    var changed = changed(before, user);
    if (!changed.isEmpty())
      record("account-changed", user.getId(), Map.of("changed", changed, "name", name(user)));
    return result;
  }

  @Override
  public IdentityOperationResult deleteUser(String user) {
    var groups = table.groupsOf(user);
    return recorded(super.deleteUser(user), () -> {
      accounts.deleted(user);
      record("account-deleted", user, Map.of("groups", groups));
    });
  }

  @Override
  public IdentityOperationResult saveGroup(Group group) {
    var isNew = ((GroupEntity) group).getRevision() == 0;
    var result = super.saveGroup(group);
    record(
        isNew ? "group-created" : "group-changed",
        group.getId(),
        Map.of("name", Optional.ofNullable(group.getName()).orElse("")));
    return result;
  }

  @Override
  public IdentityOperationResult deleteGroup(String group) {
    var members = table.membersOf(group);
    return recorded(super.deleteGroup(group), () -> {
      accounts.dissolved(group);
      record("group-deleted", group, Map.of("members", members));
    });
  }

  @Override
  public IdentityOperationResult createMembership(String user, String group) {
    return recorded(super.createMembership(user, group), () -> {
      accounts.joined(user, group);
      record("group-joined", user, Map.of("group", group));
    });
  }

  @Override
  public IdentityOperationResult deleteMembership(String user, String group) {
    return recorded(super.deleteMembership(user, group), () -> {
      accounts.left(user, group);
      record("group-left", user, Map.of("group", group));
    });
  }

  private static IdentityOperationResult recorded(IdentityOperationResult result, Runnable what) {
    if (!IdentityOperationResult.OPERATION_NONE.equals(result.getOperation())) what.run();
    return result;
  }

  private void record(String action, String subject, Map<String, ?> details) {
    ledger.record(null, actor(), action, subject, details);
  }

  /**
   * Who asks the engine; where it was not told, who is logged in; timers and the start-up are the
   * product itself.
   */
  private static String actor() {
    return Optional.ofNullable(Context.getCommandContext().getAuthenticatedUserId())
        .or(() -> Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
            .filter(Authentication::isAuthenticated)
            .map(Authentication::getName))
        .orElse(SYSTEM);
  }

  private static List<String> changed(List<String> before, User user) {
    var changed = new ArrayList<String>();
    if (!before.get(0).equals(text(user.getFirstName()))
        || !before.get(1).equals(text(user.getLastName()))) changed.add("name");
    if (!before.get(2).equals(text(user.getEmail()))) changed.add("email");
    return changed;
  }

  private static String name(User user) {
    return (text(user.getFirstName()) + " " + text(user.getLastName())).strip();
  }

  private static String text(String text) {
    return text == null ? "" : text;
  }
}
