package io.pilotage.identity.account;

import io.pilotage.engine.Refusal;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;

/**
 * The {@link PasswordRules} as the engine asks for them, so that they hold in Admin, over REST and
 * in code.
 */
final class EnginePasswordPolicy implements PasswordPolicy {

  private static final List<PasswordPolicyRule> RULES = List.of(
      new Rule("PASSWORD_POLICY_LENGTH", (password, about) -> PasswordRules.isLongEnough(password)),
      new Rule(
          "It must not be one that many people use, or a pattern",
          (password, about) -> !PasswordRules.isCommon(password)),
      new Rule(
          "PASSWORD_POLICY_USER_DATA",
          (password, about) -> !PasswordRules.isAbout(password, about)));

  @Override
  public List<PasswordPolicyRule> getRules() {
    return RULES;
  }

  /** The placeholder is what Admin shows: the key of a text it knows, or the text itself. */
  private record Rule(String placeholder, BiPredicate<String, String[]> holds)
      implements PasswordPolicyRule {

    @Override
    public String getPlaceholder() {
      return placeholder;
    }

    @Override
    public Map<String, String> getParameters() {
      return Map.of("minLength", Integer.toString(PasswordRules.SHORTEST));
    }

    @Override
    public boolean execute(String password) {
      return execute(password, null);
    }

    /**
     * Asked by Admin while somebody types it answers; asked while an account is being saved it
     * refuses with the reason.
     */
    @Override
    public boolean execute(String password, User user) {
      var about = user == null
          ? new String[0]
          : new String[] {user.getId(), user.getFirstName(), user.getLastName(), user.getEmail()};
      if (Context.getCommandContext() != null)
        PasswordRules.complaint(password, about).ifPresent(sentence -> {
          throw new Refusal("password", sentence);
        });
      return holds.test(password, about);
    }
  }
}
