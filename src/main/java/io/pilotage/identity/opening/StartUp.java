package io.pilotage.identity.opening;

import static io.pilotage.engine.Rows.utc;

import io.pilotage.engine.OwnRights;
import io.pilotage.identity.Groups;
import java.time.Clock;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes groups, rights, filters and the first people before the port opens. One node at a time does
 * it, in one transaction.
 */
@Component
class StartUp implements SmartInitializingSingleton {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final OwnRights own;
  private final IdentityService identity;
  private final Rights rights;
  private final TasklistFilters filters;
  private final ObjectProvider<DemoPeople> demo;
  private final FirstAdministrator administrator;

  StartUp(
      JdbcClient jdbc,
      Clock clock,
      PlatformTransactionManager transactions,
      OwnRights own,
      IdentityService identity,
      Rights rights,
      TasklistFilters filters,
      ObjectProvider<DemoPeople> demo,
      FirstAdministrator administrator) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.own = own;
    this.identity = identity;
    this.rights = rights;
    this.filters = filters;
    this.demo = demo;
    this.administrator = administrator;
  }

  @Override
  public void afterSingletonsInstantiated() {
    transaction.executeWithoutResult(status -> {
      waitForOtherNodes();
      own.run(this::prepare);
    });
    transaction.executeWithoutResult(status -> {
      waitForOtherNodes();
      own.run(administrator::appoint);
    });
  }

  private void prepare() {
    for (var group : Groups.ALL) addGroup(group, "WORKFLOW");
    addGroup(Groups.ADMINISTRATORS, "SYSTEM");
    rights.grant();
    filters.refresh();
    demo.ifAvailable(DemoPeople::register);
  }

  private void addGroup(String id, String type) {
    if (identity.createGroupQuery().groupId(id).count() > 0) return;
    var group = identity.newGroup(id);
    group.setName(Groups.label(id));
    group.setType(type);
    identity.saveGroup(group);
  }

  /** Locks the one row until this transaction ends. */
  private void waitForOtherNodes() {
    jdbc.sql("update start_up set started_at = ? where id = 1")
        .param(utc(clock.instant()))
        .update();
  }
}
