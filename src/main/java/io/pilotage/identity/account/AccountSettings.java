package io.pilotage.identity.account;

import io.pilotage.audit.Ledger;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.springframework.stereotype.Component;

/**
 * What the engine is told about people before it starts: who keeps them, how passwords are hashed,
 * and what they have to be.
 */
@Component
class AccountSettings extends AbstractProcessEnginePlugin implements SessionFactory {

  private final Accounts accounts;
  private final AccountTable table;
  private final Passwords passwords;
  private final Ledger ledger;

  AccountSettings(Accounts accounts, AccountTable table, Passwords passwords, Ledger ledger) {
    this.accounts = accounts;
    this.table = table;
    this.passwords = passwords;
    this.ledger = ledger;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setIdentityProviderSessionFactory(this);
    engine.setPasswordEncryptor(passwords.hash());
    engine.setEnablePasswordPolicy(true);
    engine.setPasswordPolicy(new EnginePasswordPolicy());
  }

  @Override
  public Class<?> getSessionType() {
    return RecordedIdentity.class;
  }

  @Override
  public Session openSession() {
    return new RecordedIdentity(accounts, table, passwords, ledger);
  }
}
