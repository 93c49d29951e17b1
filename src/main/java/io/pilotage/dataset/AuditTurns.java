package io.pilotage.dataset;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/** Sees to it that what was asked is measured: one audit after the other, on every server. */
@Component
class AuditTurns {

  private static final Logger log = LoggerFactory.getLogger(AuditTurns.class);

  private final Audits audits;
  private final Auditor auditor;
  private final ThreadPoolTaskExecutor worker;

  AuditTurns(
      Audits audits, Auditor auditor, @Qualifier("auditWorker") ThreadPoolTaskExecutor worker) {
    this.audits = audits;
    this.auditor = auditor;
    this.worker = worker;
  }

  @Scheduled(
      initialDelayString = "${pilotage.dataset.look-every:1s}",
      fixedDelayString = "${pilotage.dataset.look-every:1s}")
  void look() {
    if (worker.getActiveCount() == 0 && worker.getQueueSize() == 0)
      worker.execute(() -> audits.waiting().forEach(this::take));
  }

  @Scheduled(fixedDelay = 1_000)
  void renew() {
    auditor.renew();
  }

  private void take(String initiative) {
    try {
      audits.profile(initiative);
    } catch (RuntimeException broken) {
      log.error("The data of {} could not be measured; it is tried again.", initiative, broken);
    }
  }

  /** One thread: the other bench is for people who wait at a form. */
  @Configuration(proxyBeanMethods = false)
  static class Worker {

    // No candidate where just any executor is asked for: requests keep their own.
    @Bean(defaultCandidate = false)
    ThreadPoolTaskExecutor auditWorker() {
      var worker = new ThreadPoolTaskExecutor();
      worker.setCorePoolSize(1);
      worker.setMaxPoolSize(1);
      worker.setQueueCapacity(1);
      worker.setDaemon(true);
      worker.setThreadNamePrefix("audit-");
      return worker;
    }
  }
}
