package io.pilotage.engine.refusal;

import io.pilotage.engine.Problem;
import io.pilotage.engine.Refusal;
import java.util.List;
import java.util.function.Function;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.spin.json.SpinJsonDataFormatException;
import org.springframework.security.access.AccessDeniedException;

/**
 * Lets a {@link Problem}, and what is forbidden, pass through the engine as what it is: inside, a
 * bad request of a person, which is no fault to be logged with its stack; outside, the refusal
 * itself instead of three exceptions around it. Everything else stays a fault.
 */
public final class RefusalPassage extends CommandInterceptor {

  private final Function<RuntimeException, RuntimeException> translation;

  private RefusalPassage(Function<RuntimeException, RuntimeException> translation) {
    this.translation = translation;
  }

  public static ProcessEnginePlugin plugin() {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setCustomPreCommandInterceptorsTxRequired(
            List.of(new RefusalPassage(RefusalPassage::outside), new AnsweredOnce(engine)));
        engine.setCustomPostCommandInterceptorsTxRequired(
            List.of(new RefusalPassage(RefusalPassage::inside), new AnswersOnly()));
        engine.setCustomPreCommandInterceptorsTxRequiresNew(
            List.of(new RefusalPassage(RefusalPassage::outside)));
        engine.setCustomPostCommandInterceptorsTxRequiresNew(
            List.of(new RefusalPassage(RefusalPassage::inside)));
      }
    };
  }

  @Override
  public <T> T execute(Command<T> command) {
    try {
      return next.execute(command);
    } catch (RuntimeException thrown) {
      throw translation.apply(thrown);
    }
  }

  private static RuntimeException inside(RuntimeException thrown) {
    return thrown instanceof Refused || refusalIn(thrown) == null
        ? thrown
        : new Refused(refusalIn(thrown));
  }

  private static RuntimeException outside(RuntimeException thrown) {
    return thrown instanceof Refused refused ? refused.refusal : thrown;
  }

  private static RuntimeException refusalIn(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Problem problem && problem.getStatusCode().is4xxClientError())
        return problem;
      if (cause instanceof AccessDeniedException denied) return denied;
      if (cause instanceof SpinJsonDataFormatException)
        return new Refusal(
            "variables",
            "A variable is no valid JSON, or is nested too deep. Send it as one flat list or object.");
    }
    return null;
  }

  private static final class Refused extends BadUserRequestException {

    private final RuntimeException refusal;

    private Refused(RuntimeException refusal) {
      super(refusal.getMessage(), refusal);
      this.refusal = refusal;
    }
  }
}
