package io.pilotage.simulated;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/**
 * Takes the place of what Spring does for the application: a neighbour that is not simulated, and
 * the transactions of a service.
 */
public final class StandIn {

  private StandIn() {}

  /**
   * A neighbour that answers what it is told to, by the name of the method, and nothing to
   * everything else.
   */
  public static <T> T of(Class<T> type, Map<String, Function<Object[], Object>> answers) {
    var factory = new ProxyFactory();
    factory.setTargetClass(type);
    factory.setProxyTargetClass(true);
    factory.addAdvice((MethodInterceptor) call -> {
      var answer = answers.get(call.getMethod().getName());
      return answer == null
          ? nothing(call.getMethod().getReturnType())
          : answer.apply(call.getArguments());
    });
    return type.cast(factory.getProxy(type.getClassLoader()));
  }

  /** The service with the transactions its annotations ask for. */
  @SuppressWarnings("unchecked")
  public static <T> T transactional(T service, PlatformTransactionManager transactions) {
    var factory = new ProxyFactory(service);
    factory.setProxyTargetClass(true);
    factory.addAdvice(new TransactionInterceptor(transactions, (TransactionAttributeSource)
        new AnnotationTransactionAttributeSource(false)));
    return (T) factory.getProxy(service.getClass().getClassLoader());
  }

  private static Object nothing(Class<?> type) {
    if (type == Optional.class) return Optional.empty();
    if (type == List.class) return List.of();
    if (type == Map.class) return Map.of();
    if (type == boolean.class) return false;
    if (type == long.class) return 0L;
    return type == int.class ? (Object) 0 : null;
  }
}
