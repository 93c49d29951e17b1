package io.pilotage.identity;

import io.pilotage.engine.OwnRights;
import io.pilotage.identity.account.Accounts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people who can log in, their groups, and who is asking right now. */
@Service
public class People {

  private static final String SYSTEM = "system";

  private final IdentityService identity;
  private final OwnRights own;
  private final Accounts accounts;

  public People(IdentityService identity, OwnRights own, Accounts accounts) {
    this.identity = identity;
    this.own = own;
    this.accounts = accounts;
  }

  /**
   * User id of the authenticated caller; the name of its token when a service calls; nothing for
   * timers and open addresses.
   */
  public Optional<String> current() {
    var engine =
        Optional.ofNullable(identity.getCurrentAuthentication()).map(Authentication::getUserId);
    return engine.isPresent() ? engine : caller();
  }

  public String currentOrSystem() {
    return current().orElse(SYSTEM);
  }

  /** The people of a group, by id. */
  public List<Person> of(String group) {
    return own
        .call(() -> identity
            .createUserQuery()
            .memberOfGroup(group)
            .orderByUserId()
            .asc()
            .list())
        .stream()
        .map(People::person)
        .toList();
  }

  public Optional<Person> find(String user) {
    return Optional.ofNullable(
            own.call(() -> identity.createUserQuery().userId(user).singleResult()))
        .map(People::person);
  }

  /** Ids of the groups a person is in. */
  public List<String> groupsOf(String user) {
    return own.call(() -> identity.createGroupQuery().groupMember(user).list()).stream()
        .map(Group::getId)
        .sorted()
        .toList();
  }

  public boolean isMember(String user, String group) {
    return user != null && groupsOf(user).contains(group);
  }

  /**
   * Since when somebody is in a group under the present account; the beginning of time for who was
   * there before that was kept.
   */
  public Instant memberSince(String user, String group) {
    return accounts.memberSince(user, group);
  }

  /**
   * Refuses with “forbidden” unless the caller is in one of the groups; an administrator is in none
   * but the one of that name.
   */
  public void mustBeIn(String... groups) {
    var mine = current().map(this::groupsOf).orElse(List.of());
    if (Arrays.stream(groups).noneMatch(mine::contains)) {
      throw new AccessDeniedException(
          "This is for " + String.join(", ", groups) + ". Ask somebody of that group.");
    }
  }

  /** Refuses with “forbidden” whoever takes part in nothing. */
  public void mustBeInAny() {
    var mine = current().map(this::groupsOf).orElse(List.of());
    if (mine.stream()
        .noneMatch(group -> Groups.ALL.contains(group) || Groups.ADMINISTRATORS.equals(group))) {
      throw new AccessDeniedException(
          "You are in no group yet, so there is nothing for you to see. Ask an administrator to put you into yours.");
    }
  }

  /**
   * Makes a person known and a member of the groups. A known person keeps name and password and
   * joins groups that are new.
   */
  @Transactional
  public void register(String id, String name, String email, String password, String... groups) {
    register(id, name, email, password, false, groups);
  }

  /**
   * The same for people of the product's own: their password may be one that everybody knows, and
   * they are older than any gate.
   */
  @Transactional
  public void registerSample(
      String id, String name, String email, String password, String... groups) {
    register(id, name, email, password, true, groups);
    accounts.wasAlwaysThere(id);
  }

  private void register(
      String id,
      String name,
      String email,
      String password,
      boolean anyPassword,
      String... groups) {
    own.run(() -> {
      if (identity.createUserQuery().userId(id).count() == 0)
        add(id, name, email, password, anyPassword);
      for (var group : groups) {
        if (identity.createUserQuery().userId(id).memberOfGroup(group).count() == 0)
          identity.createMembership(id, group);
      }
    });
  }

  private void add(String id, String name, String email, String password, boolean anyPassword) {
    var lastSpace = name.lastIndexOf(' ');
    var user = identity.newUser(id);
    user.setFirstName(lastSpace < 0 ? name : name.substring(0, lastSpace));
    user.setLastName(lastSpace < 0 ? "" : name.substring(lastSpace + 1));
    user.setEmail(email);
    user.setPassword(password);
    if (anyPassword) ((IdentityServiceImpl) identity).saveUser(user, true);
    else identity.saveUser(user);
  }

  private static Optional<String> caller() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .filter(authentication -> authentication.isAuthenticated()
            && !(authentication instanceof AnonymousAuthenticationToken))
        .map(java.security.Principal::getName);
  }

  private static Person person(User user) {
    var name = Stream.of(user.getFirstName(), user.getLastName())
        .filter(part -> part != null && !part.isBlank())
        .toList();
    return new Person(
        user.getId(), name.isEmpty() ? user.getId() : String.join(" ", name), user.getEmail());
  }
}
