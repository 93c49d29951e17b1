package io.pilotage.engine.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pilotage.engine.NotYet;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.engine.log.NoTrace;
import jakarta.servlet.ServletException;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ibatis.exceptions.PersistenceException;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.pvm.PvmException;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.context.request.ServletWebRequest;

@DisplayName("Whatever fails inside, nobody outside reads SQL, class names or traces")
class NothingOfTheCauseTest {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Pattern LEAK = Pattern.compile(
      "(?i:select |insert )|ACT_|\\borg\\.|\\bjava\\.|Exception:|\\tat |ENGINE-\\d");
  private static final String SQL = "insert into ACT_RU_TASK (ID_) values (?)";
  private static final SQLException DUPLICATE =
      new SQLException("Unique index violation; SQL statement:\n" + SQL, "23505");
  private static final SQLException BROKEN = new SQLException(
      "Table \"ACT_RU_TASK\" not found; SQL statement:\nselect * from ACT_RU_TASK", "42S02");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger enginesLog =
      (Logger) LoggerFactory.getLogger("org.camunda.bpm.engine.context");

  static Stream<Throwable> ordinary() {
    return Stream.of(
        new ProcessEngineException(
            "ENGINE-03083 Unexpected exception while executing database operations",
            new PersistenceException(SQL, DUPLICATE)),
        new RestException(
            Status.INTERNAL_SERVER_ERROR,
            new ProcessEngineException("x", new PersistenceException(DUPLICATE)),
            "Cannot complete task 7: " + SQL),
        new OptimisticLockingException(
            "ENGINE-03005 Execution of 'DELETE TaskEntity[7]' failed. Entity was updated by another "
                + "transaction concurrently."),
        new TaskAlreadyClaimedException("7", "somebody"),
        new DuplicateKeyException("PreparedStatementCallback; SQL [" + SQL + "]", DUPLICATE),
        new DataIntegrityViolationException(
            "could not", new SQLException("Value too long for column ACT_X", "22001")),
        new CannotAcquireLockException(
            "org.h2.jdbc.JdbcSQLTimeoutException: Timeout trying to lock table",
            new SQLException("locked", "HYT00")),
        new AuthorizationException(
            "The user does not have permission on org.camunda.bpm.engine.Task"),
        new Refusal("title", "Please give it a title."),
        new Unknown("key", "Nobody knows it."));
  }

  static Stream<Throwable> faults() {
    return Stream.of(
        new NullPointerException(
            "Cannot invoke \"org.camunda.bpm.engine.impl.persistence.entity.TaskEntity.getCandidates()\" "
                + "because \"task\" is null"),
        new ProcessEngineException(
            "ENGINE-03051 There was an exception while invoking the TaskListener. Message: "
                + "'java.lang.IllegalStateException: x'",
            BROKEN),
        new RestException(
            Status.INTERNAL_SERVER_ERROR,
            new PvmException("ENGINE-02010 org.camunda"),
            "Cannot do it: java.lang.Exception: x\n\tat org.x.Y.z(Y.java:1)"),
        new BadSqlGrammarException("query", "select * from ACT_RU_TASK", BROKEN),
        new CannotCreateTransactionException(
            "Could not open JDBC Connection",
            new SQLException("org.postgresql.util.PSQLException: refused", "08001")),
        new IllegalArgumentException("java.lang.String cannot be cast"),
        new StackOverflowError("org.x"));
  }

  /** What the engine finds wrong with a call, in words of its own that name too much. */
  static Stream<Throwable> mistakes() {
    return Stream.of(
        new InvalidRequestException(
            Status.BAD_REQUEST,
            new IllegalArgumentException("java.lang.Foo"),
            "Cannot deserialize java.util.ArrayList out of START_OBJECT"),
        new InvalidRequestException(
            Status.NOT_FOUND, "No matching task: select * from ACT_RU_TASK"),
        new BadUserRequestException("ENGINE-17004 org.camunda.bpm.engine.impl.Foo cannot be used"),
        new NullValueException("org.camunda.bpm.engine.impl.Foo is null"),
        new JsonMappingException(
            null, "Cannot deserialize value of type `org.camunda.bpm.engine.rest.dto.Foo`"),
        new JsonParseException(null, "Unexpected character; java.lang.Foo"));
  }

  @BeforeEach
  void listen() {
    new NoTrace();
    log.start();
    enginesLog.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    enginesLog.detachAppender(log);
  }

  @ParameterizedTest
  @MethodSource({"ordinary", "faults", "mistakes"})
  void saysInASentenceWhyAStepFailed(Throwable thrown) {
    assertThat(Failure.why(thrown))
        .endsWith(".")
        .matches(why -> !Failure.speaksOfTheInside(why), "says nothing of the inside");
    assertThat(Failure.speaksOfTheInside(String.valueOf(thrown)))
        .as("the cause itself would")
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void saysWhatACallerCanDo(Throwable thrown) throws Exception {
    assertThat(overTheApi(thrown)).isBetween(400, 499);
    assertThat(overTheEnginesRest(thrown)).isBetween(400, 499);
    assertThat(beforeAnyOfThem(thrown)).isBetween(400, 499);

    enginesLog.error(
        "ENGINE-16004 Exception while closing command context: {}", thrown.getMessage(), thrown);
    assertThat(log.list).singleElement().satisfies(entry -> {
      assertThat(entry.getLevel()).isEqualTo(Level.WARN);
      assertThat(entry.getThrowableProxy()).as("a trace").isNull();
      assertThat(entry.getFormattedMessage()).doesNotContain("\n").doesNotContainPattern(LEAK);
    });
  }

  @Test
  @DisplayName(
      "What somebody may not do is their answer in our words, and one line of the log wherever it is written")
  void whatIsForbiddenIsNoFault() throws Exception {
    var forbidden = new AccessDeniedException("This job is the engine's own; nobody changes it.");
    var wrapped = new ProcessEngineException("ENGINE-16004 org.camunda.bpm.engine.X", forbidden);

    for (var thrown : List.of(forbidden, wrapped)) {
      assertThat(Failure.of(thrown).sentence()).isEqualTo(forbidden.getMessage());
      assertThat(overTheEnginesRest(thrown)).isEqualTo(403);
      assertThat(beforeAnyOfThem(thrown)).isEqualTo(403);
      enginesLog.error("ENGINE-16004 Exception while closing command context", thrown);
    }
    assertThat(Failure.of(new AccessDeniedException("org.x.Y.z refused")).sentence())
        .doesNotContain("org.x");

    assertThat(log.list).hasSize(2).allSatisfy(entry -> {
      assertThat(entry.getLevel()).isEqualTo(Level.WARN);
      assertThat(entry.getThrowableProxy()).isNull();
    });
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysThatItFailed(Throwable thrown) throws Exception {
    assertThat(overTheApi(thrown)).isEqualTo(500);
    assertThat(overTheEnginesRest(thrown)).isEqualTo(500);
    assertThat(beforeAnyOfThem(thrown)).isEqualTo(500);

    enginesLog.error(
        "ENGINE-16004 Exception while closing command context: {}", thrown.getMessage(), thrown);
    assertThat(log.list)
        .singleElement()
        .satisfies(entry -> assertThat(entry.getThrowableProxy())
            .as("what somebody has to look for")
            .isNotNull());
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void keepsTheEnginesNamesInside(Throwable thrown) throws Exception {
    assertThat(overTheEnginesRest(thrown)).isBetween(400, 499);
  }

  @Test
  @DisplayName(
      "Clients of the engine still read its harmless words, and the name and number by which they decide to try again")
  void keepsWhatClientsOfTheEngineNeed() throws Exception {
    var missing = RefusalOverRest.answer(
        new InvalidRequestException(Status.NOT_FOUND, "No matching task with id 7"));
    assertThat(missing.getStatus()).isEqualTo(404);
    assertThat(JSON.writeValueAsString(missing.getEntity()))
        .contains(
            "\"message\":\"No matching task with id 7\"", "\"type\":\"InvalidRequestException\"");

    var overtaken = RefusalOverRest.answer(new OptimisticLockingException("ENGINE-03005 x"));
    assertThat(overtaken.getStatus()).isEqualTo(409);
    assertThat(JSON.writeValueAsString(overtaken.getEntity()))
        .contains("\"type\":\"OptimisticLockingException\"", "\"code\":");
  }

  @Test
  @DisplayName(
      "Who comes second to a process that has just ended is told so, like everybody second")
  void aProcessThatEndedMeanwhile() throws Exception {
    var gone = new NullValueException(
        "Cannot restore state of process instance 7: list of executions is empty");
    var heardBefore =
        new ProcessEngineException("Execution with id '7' does not have a subscription "
            + "to a message event with name 'initiative-withdrawn': eventSubscriptions is empty");

    for (var over : List.of(gone, heardBefore)) {
      assertThat(overTheApi(over)).isEqualTo(409);
      assertThat(overTheEnginesRest(over)).isEqualTo(409);
    }
  }

  @Test
  void aStepThatIsTriedAgainAnywayIsNoTrace() {
    enginesLog.warn(
        "ENGINE-14006 Exception while executing job",
        new ProcessEngineException("x", new NotYet("The router was not seen doing it yet.")));

    assertThat(log.list).singleElement().satisfies(entry -> {
      assertThat(entry.getThrowableProxy()).isNull();
      assertThat(entry.getFormattedMessage()).startsWith("The router was not seen doing it yet.");
    });
  }

  private static int overTheApi(Throwable thrown) throws Exception {
    assertThat(answered(thrown, "text/html", new MockHttpServletResponse()))
        .as("the error page answers, in words of its own")
        .isNull();
    var answer = answered(thrown, "application/json", new MockHttpServletResponse());
    return judged(answer.getStatusCode().value(), answer.getBody());
  }

  private static ResponseEntity<Object> answered(
      Throwable thrown, String wanted, MockHttpServletResponse response) throws Exception {
    var request = new MockHttpServletRequest("GET", "/initiatives/X-1");
    request.addHeader("Accept", wanted);
    var answer = new RefusalAdvice()
        .anything(
            thrown instanceof Exception it
                ? it
                : new ServletException("Handler dispatch failed: " + thrown, thrown),
            new ServletWebRequest(request, response));
    assertThat(response.getErrorMessage()).isNull();
    return answer;
  }

  private static int overTheEnginesRest(Throwable thrown) throws IOException {
    var answer = RefusalOverRest.answer(thrown);
    return judged(answer.getStatus(), answer.getEntity());
  }

  private static int beforeAnyOfThem(Throwable thrown) throws Exception {
    var response = new MockHttpServletResponse();
    new LastWord()
        .doFilter(
            new MockHttpServletRequest("POST", "/engine-rest/task/7/unclaim"),
            response,
            (request, answer) -> {
              throw new ServletException("A filter failed: " + thrown, thrown);
            });
    return judged(response.getStatus(), response.getContentAsString());
  }

  private static int judged(int status, Object body) throws IOException {
    assertThat(JSON.writeValueAsString(body)).doesNotContainPattern(LEAK);
    return status;
  }
}
