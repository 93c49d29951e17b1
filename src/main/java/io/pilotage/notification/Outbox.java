package io.pilotage.notification;

import io.pilotage.identity.Person;
import io.pilotage.notification.NoticeTable.Mail;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Messages wait here until the mail server has taken them. A message may arrive twice when we stop
 * between sending and noting it; its Message-ID stays the same, so mail programs can tell.
 */
@Component
class Outbox implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int AT_ONCE = 50;
  // Longer than any try may take by the timeouts of the mail server's connection.
  private static final Duration CLAIM = Duration.ofMinutes(5);

  private final NoticeTable table;
  private final NotificationProperties properties;
  private final JavaMailSender sender;
  private final Clock clock;
  private final ThreadPoolTaskScheduler postman;
  private ScheduledFuture<?> rounds;

  Outbox(
      NoticeTable table,
      NotificationProperties properties,
      ObjectProvider<JavaMailSender> sender,
      Clock clock,
      @Qualifier("outboxPostman") ThreadPoolTaskScheduler postman) {
    this.table = table;
    this.properties = properties;
    this.sender = sender.getIfAvailable();
    this.clock = clock;
    this.postman = postman;
  }

  // No candidate where just any scheduler is asked for: a mail server that hangs holds up mail
  // only.
  @Bean(defaultCandidate = false)
  static ThreadPoolTaskScheduler outboxPostman(ThreadPoolTaskSchedulerBuilder threads) {
    return threads.threadNamePrefix("outbox-").poolSize(1).build();
  }

  void post(
      String initiative,
      Kind kind,
      String group,
      String person,
      String subject,
      String text,
      List<Person> people,
      Attachment... attachments) {
    var now = clock.instant();
    var notice = table.add(now, initiative, kind, group, person, subject, text);
    if (sender == null) return;
    for (var attachment : attachments) table.attach(notice, attachment);
    for (var address : Addresses.of(people)) table.queue(notice, address, now);
    afterCommit(this::wake);
  }

  /** False where mail is off, and what is told is only kept and shown. */
  boolean sends() {
    return sender != null;
  }

  /** Sends what is due, each message on its own: one that fails keeps no other from being sent. */
  void sendDue() {
    if (sender == null) return;
    List<Mail> due;
    do {
      due = table.due(clock.instant(), AT_ONCE);
      due.forEach(this::send);
    } while (due.size() == AT_ONCE);
  }

  private void send(Mail mail) {
    if (!table.claim(mail, clock.instant().plus(CLAIM))) return;
    try {
      sender.send(Letter.of(
          sender.createMimeMessage(),
          properties.from(),
          mail,
          table.get(mail.notice()),
          table.attachments(mail.notice())));
      table.sent(mail, clock.instant());
    } catch (Exception failure) {
      var wait = properties.backOff(mail.tries() + 1);
      LOG.warn(
          "Mail {} to {} was not sent, next try in {}: {}",
          mail.id(),
          mail.recipient(),
          wait,
          failure.getMessage());
      table.failed(mail, failure.getMessage(), clock.instant().plus(wait));
    }
  }

  private void sendQuietly() {
    try {
      sendDue();
    } catch (RuntimeException failure) {
      LOG.warn("The outbox could not be read and is tried again: {}", failure.getMessage());
    }
  }

  private void wake() {
    try {
      if (isRunning()) postman.execute(this::sendQuietly);
    } catch (TaskRejectedException stopping) {
      LOG.debug("Mail waits for the next start.");
    }
  }

  private static void afterCommit(Runnable work) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      work.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCommit() {
        work.run();
      }
    });
  }

  @Override
  public void start() {
    if (sender == null) {
      LOG.info(
          "Mail is off: spring.mail.host is not set. Notices are kept and shown on the pages.");
      return;
    }
    var every = properties.pollEvery();
    rounds = postman.scheduleWithFixedDelay(
        this::sendQuietly, postman.getClock().instant().plus(every), every);
  }

  @Override
  public void stop() {
    if (rounds != null) rounds.cancel(true);
    rounds = null;
  }

  @Override
  public boolean isRunning() {
    return rounds != null;
  }
}
