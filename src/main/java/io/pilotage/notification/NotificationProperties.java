package io.pilotage.notification;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people are told.
 *
 * @param baseUrl where a browser finds the product; links in messages begin with it
 * @param from sender of every message
 * @param pollEvery how often the outbox looks for messages that are due
 * @param retryAfter wait after the first failure; doubled with every further one
 * @param retryAtMost longest wait between two tries
 */
@Validated
@ConfigurationProperties("pilotage.notification")
record NotificationProperties(
    @NotBlank @DefaultValue("http://localhost:8080") String baseUrl,
    @NotBlank @DefaultValue("pilotage@localhost") String from,
    @DefaultValue("10s") Duration pollEvery,
    @DefaultValue("30s") Duration retryAfter,
    @DefaultValue("1h") Duration retryAtMost) {

  String taskLink(String task) {
    return baseUrl + "/camunda/app/tasklist/default/#/?task=" + task;
  }

  /** How long to wait after the given number of failures. */
  Duration backOff(int failures) {
    var wait = retryAfter.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 20));
    return wait.compareTo(retryAtMost) < 0 ? wait : retryAtMost;
  }
}
