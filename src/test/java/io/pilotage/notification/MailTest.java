package io.pilotage.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.zaxxer.hikari.HikariDataSource;
import io.pilotage.identity.People;
import io.pilotage.identity.Person;
import io.pilotage.simulated.StandIn;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("Mail is sent after the commit and repeated until it is sent")
class MailTest {

  private static final Person RITA = new Person("risk", "Rita Kern", "risk@pilotage.example");
  private static final Person LEON = new Person("legal", "Leon Gall", "legal@pilotage.example");
  private static final Person SILENT = new Person("ops", "Olga Perez", null);

  private final HikariDataSource database = new HikariDataSource();
  private final MovingClock clock = new MovingClock();
  private final NotificationProperties properties = new NotificationProperties(
      "https://pilotage.example",
      "pilotage@pilotage.example",
      Duration.ofHours(1),
      Duration.ofSeconds(30),
      Duration.ofMinutes(10));
  private int smtpPort;
  private GreenMail server;
  private NoticeTable table;
  private TransactionTemplate transaction;
  private final ThreadPoolTaskScheduler postman = new ThreadPoolTaskScheduler();
  private Outbox outbox;

  @BeforeEach
  void open() throws IOException {
    connect(database);
    Flyway.configure().dataSource(database).target("11").load().migrate();
    table = new NoticeTable(JdbcClient.create(database));
    transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    try (var free = new ServerSocket(0)) {
      smtpPort = free.getLocalPort();
    }
    postman.initialize();
    outbox = outbox(sender());
  }

  void connect(HikariDataSource pool) {
    pool.setJdbcUrl("jdbc:h2:mem:mail-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
  }

  @AfterEach
  void close() {
    postman.shutdown();
    if (server != null) server.stop();
    database.close();
  }

  @Test
  void eachPersonWithAnAddressGetsOneMessage() throws Exception {
    startServer();
    tell(List.of(RITA, LEON, SILENT, RITA));

    outbox.sendDue();
    outbox.sendDue();

    assertThat(server.getReceivedMessages()).hasSize(2);
    assertThat(server.getReceivedMessages())
        .extracting(message -> message.getAllRecipients()[0].toString())
        .containsExactlyInAnyOrder("risk@pilotage.example", "legal@pilotage.example");
    var first = server.getReceivedMessages()[0];
    assertThat(first.getSubject()).isEqualTo("Waiting for you: Sign off phase · FRAUD-1 · risk");
    assertThat(text(first)).contains("Bitte unterschreiben – “jetzt”");
    assertThat(table.waiting()).isZero();
  }

  @Test
  void aRolledBackFactTellsNobody() {
    startServer();
    transaction.executeWithoutResult(status -> {
      post(List.of(RITA));
      status.setRollbackOnly();
    });

    outbox.sendDue();

    assertThat(server.getReceivedMessages()).isEmpty();
    assertThat(table.latest(10)).isEmpty();
  }

  @Test
  void aServerThatIsDownLosesNothing() throws Exception {
    tell(List.of(RITA, LEON));

    outbox.sendDue();
    assertThat(table.waiting()).isEqualTo(2);

    startServer();
    outbox.sendDue();
    assertThat(server.getReceivedMessages()).as("waits before it tries again").isEmpty();

    clock.pass(Duration.ofSeconds(31));
    outbox.sendDue();
    assertThat(server.getReceivedMessages()).hasSize(2);
    assertThat(table.waiting()).isZero();

    server.stop();
    tell(List.of(RITA));
    for (int i = 0; i < 5; i++) {
      outbox.sendDue();
      clock.pass(Duration.ofMinutes(11));
    }
    startServer();
    outbox.sendDue();
    assertThat(server.getReceivedMessages()).as("kept through many failures").hasSize(1);
  }

  @Test
  void waitsLongerWithEveryFailureUpToALimit() {
    assertThat(properties.backOff(1)).isEqualTo(Duration.ofSeconds(30));
    assertThat(properties.backOff(2)).isEqualTo(Duration.ofSeconds(60));
    assertThat(properties.backOff(4)).isEqualTo(Duration.ofMinutes(4));
    assertThat(properties.backOff(60)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aMessageThatWasSentButNotNotedKeepsItsIdWhenItIsRepeated() throws Exception {
    startServer();
    tell(List.of(RITA));
    outbox.sendDue();

    JdbcClient.create(database).sql("update mail set sent_at = null").update();
    clock.pass(Duration.ofMinutes(6));
    outbox.sendDue();

    var both = server.getReceivedMessages();
    assertThat(both).hasSize(2);
    assertThat(both[0].getMessageID()).isEqualTo(both[1].getMessageID()).startsWith("<mail-");
  }

  @Test
  void aMessageIsNotTakenByTwo() {
    tell(List.of(RITA));
    var due = table.due(clock.instant(), 10).get(0);

    assertThat(table.claim(due, clock.instant().plusSeconds(60))).isTrue();
    assertThat(table.claim(due, clock.instant().plusSeconds(60))).isFalse();
  }

  @Test
  @DisplayName("R80 A sync invitation has a calendar part that mail programs offer to accept")
  void invitationsCarryACalendarPart() throws Exception {
    startServer();
    var invitation = new Invitations(properties, clock)
        .invite(
            "sync-FRAUD-1-3@pilotage",
            2,
            "Weekly sync · FRAUD-1",
            "Agenda:\n- drift, cost; and more",
            Instant.parse("2026-11-24T09:00:00Z"),
            Duration.ofMinutes(30),
            List.of(RITA, LEON, SILENT));
    transaction.executeWithoutResult(status -> outbox.post(
        "FRAUD-1",
        Kind.SYNC_INVITATION,
        "risk",
        null,
        "Weekly sync",
        "See you.",
        List.of(RITA),
        invitation,
        new Attachment("agenda.txt", "text/plain", "drift".getBytes(StandardCharsets.UTF_8))));

    outbox.sendDue();

    var message = server.getReceivedMessages()[0];
    var mixed = (Multipart) message.getContent();
    var alternatives = (Multipart) mixed.getBodyPart(0).getContent();
    assertThat(alternatives.getContentType()).startsWith("multipart/alternative");
    assertThat(alternatives.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat(alternatives.getBodyPart(1).getContentType().toLowerCase(Locale.ROOT))
        .startsWith("text/calendar")
        .contains("method=request");
    var calendar = new String(
        alternatives.getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(calendar.replaceAll("\r\n[ \t]", ""))
        .contains(
            "METHOD:REQUEST",
            "UID:sync-FRAUD-1-3@pilotage",
            "SEQUENCE:2",
            "DTSTART:20261124T090000Z",
            "DTEND:20261124T093000Z",
            "SUMMARY:Weekly sync · FRAUD-1",
            "mailto:risk@pilotage.example",
            "mailto:legal@pilotage.example",
            "DESCRIPTION:Agenda:\\n- drift\\, cost\\; and more",
            "ORGANIZER:mailto:pilotage@pilotage.example")
        .doesNotContain("VTIMEZONE");
    assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("agenda.txt");
  }

  @Test
  @DisplayName("An address that is none leaves its owner out, and nobody else")
  void oneBadAddressIsItsOwnersAlone() throws Exception {
    startServer();
    var eve = new Person("eve", "Eve\r\nATTENDEE:mailto:x@evil.example", "not an address");
    var mallory = new Person(
        "mallory",
        "Mallory",
        "x y@z\r\n2026-11-28T00:00:00.000Z  INFO 1 --- [pilotage] audit : FORGED");
    var guest =
        new Person("guest", "Guest\r\nATTENDEE:mailto:x@evil.example", "guest@pilotage.example");

    var invitation = new Invitations(properties, clock)
        .invite(
            "sync-1",
            0,
            "Weekly sync",
            "Agenda",
            Instant.parse("2026-11-24T09:00:00Z"),
            Duration.ofMinutes(30),
            List.of(RITA, eve, mallory, guest, LEON));
    transaction.executeWithoutResult(status -> outbox.post(
        "FRAUD-1",
        Kind.SYNC_INVITATION,
        "risk",
        null,
        "Weekly sync",
        "See you.",
        List.of(RITA, eve, mallory, LEON),
        invitation));
    outbox.sendDue();

    assertThat(new String(invitation.bytes(), StandardCharsets.UTF_8).replaceAll("\r\n[ \t]", ""))
        .contains(
            "mailto:risk@pilotage.example",
            "mailto:legal@pilotage.example",
            "mailto:guest@pilotage.example")
        .doesNotContain("not an address", "FORGED")
        .doesNotContainPattern("(?m)^ATTENDEE:mailto:x@evil");
    assertThat(server.getReceivedMessages()).hasSize(2);
    assertThat(table.waiting()).isZero();
  }

  @Test
  @DisplayName("Administrators hear once that somebody's address is none")
  void aBadAddressIsSaidOnce() {
    var eve = new Person("eve", "Eve", "not an address");
    var notices = new Notices(
        table, outbox, StandIn.of(People.class, Map.of("of", group -> List.of(RITA, eve))));

    for (int i = 0; i < 3; i++)
      transaction.executeWithoutResult(
          status -> notices.tellGroup("risk", "FRAUD-1", Kind.INFO, "News", "Text"));
    new Notices(table, outbox, StandIn.of(People.class, Map.of("of", group -> List.of(eve))))
        .tellGroup("risk", "FRAUD-1", Kind.INFO, "News", "Text");

    assertThat(table.latest(100))
        .filteredOn(notice -> notice.subject().equals("The mail address of eve cannot be used"))
        .singleElement()
        .satisfies(notice -> assertThat(notice.toGroup()).isEqualTo("camunda-admin"));
    assertThat(table.waiting()).as("three to Rita, and the one about Eve").isEqualTo(4);
  }

  @Test
  void withoutAMailServerNoticesAreKeptAndNothingWaits() {
    outbox = outbox(null);
    tell(List.of(RITA));

    assertThat(table.latest(10)).singleElement().satisfies(notice -> {
      assertThat(notice.kind()).isEqualTo(Kind.TASK_WAITING);
      assertThat(notice.initiative()).isEqualTo("FRAUD-1");
      assertThat(notice.toGroup()).isEqualTo("risk");
    });
    assertThat(table.of("FRAUD-1")).hasSize(1);
    assertThat(table.of("OTHER-1")).isEmpty();
    assertThat(table.waiting()).isZero();
  }

  @Test
  void wakesByItselfAfterTheCommit() {
    startServer();
    outbox.start();
    tell(List.of(RITA));

    assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
    outbox.stop();
  }

  private void tell(List<Person> people) {
    transaction.executeWithoutResult(status -> post(people));
  }

  private void post(List<Person> people) {
    outbox.post(
        "FRAUD-1",
        Kind.TASK_WAITING,
        "risk",
        null,
        "Waiting for you: Sign off phase · FRAUD-1 · risk",
        "Bitte unterschreiben – “jetzt”",
        people);
  }

  private void startServer() {
    server = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
  }

  private JavaMailSender sender() {
    var sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(smtpPort);
    return sender;
  }

  private Outbox outbox(JavaMailSender sender) {
    var beans = new StaticListableBeanFactory();
    if (sender != null) beans.addBean("sender", sender);
    return new Outbox(
        table, properties, beans.getBeanProvider(JavaMailSender.class), clock, postman);
  }

  private static String text(MimeMessage message) throws Exception {
    return ((Multipart) message.getContent()).getBodyPart(0).getContent().toString();
  }

  /** Real time, and what a test let pass. */
  private static final class MovingClock extends Clock {

    private Instant now = Instant.parse("2026-11-21T09:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
