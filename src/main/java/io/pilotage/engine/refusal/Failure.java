package io.pilotage.engine.refusal;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.pilotage.engine.JsonLimits;
import io.pilotage.engine.NotYet;
import io.pilotage.engine.Problem;
import java.sql.SQLException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.catalina.connector.ClientAbortException;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;

/**
 * What anybody is told about something that went wrong. The words are ours, over every interface
 * alike: no text of the cause leaves the house.
 */
public record Failure(HttpStatus status, String field, String sentence) {

  private static final Failure OURS = new Failure(
      HttpStatus.INTERNAL_SERVER_ERROR,
      null,
      "This failed on our side; nothing was changed. The log of the server tells why.");

  private static final String NOT_YOURS =
      "You are not allowed to do this. Ask somebody of the group it is meant for.";

  private static final Pattern INSIDE = Pattern.compile(
      "(?i)\\b(select|insert|update|delete|merge)\\b.*\\b(from|into|set|where)\\b|sql|ENGINE-\\d|\\bACT_"
          + "|\\b[a-z]\\w*(\\.[a-z]\\w*)+\\.[A-Z]\\w*|\\w+(Exception|Error)\\b|\\R\\s*at ",
      Pattern.DOTALL);

  private static final Pattern OVER = Pattern.compile(
      "Cannot restore state of process instance|does not have a subscription to a message event");

  public static Failure of(Throwable thrown) {
    var problem = find(thrown, Problem.class);
    if (problem != null)
      return new Failure(
          HttpStatus.valueOf(problem.getStatusCode().value()),
          problem.field(),
          problem.getMessage());
    var denied = find(thrown, AccessDeniedException.class);
    if (denied != null)
      return new Failure(
          HttpStatus.FORBIDDEN, "user", isOurs(denied) ? denied.getMessage() : NOT_YOURS);
    if (find(thrown, TaskAlreadyClaimedException.class) != null)
      return new Failure(
          HttpStatus.CONFLICT,
          "task",
          "Somebody else has claimed this task. Ask for it, or take another one.");
    if (isOvertaken(thrown))
      return new Failure(
          HttpStatus.CONFLICT,
          null,
          "Somebody else has changed this at the same moment, or it is there already. "
              + "Nothing of yours was kept: look at it again, and repeat what is still wanted.");
    if (find(thrown, StreamConstraintsException.class) != null)
      return new Failure(HttpStatus.BAD_REQUEST, "body", JsonLimits.EXCESS);
    if (find(thrown, ClientAbortException.class) != null)
      return new Failure(
          HttpStatus.BAD_REQUEST, "body", "The body ended too early. Send it again.");
    if (find(thrown, Failure::doesNotFit) != null)
      return new Failure(
          HttpStatus.UNPROCESSABLE_ENTITY,
          null,
          "Something in this is too long, or holds characters that cannot be kept. Please shorten it or "
              + "take them out.");
    if (find(thrown, AuthorizationException.class) != null)
      return new Failure(HttpStatus.FORBIDDEN, "user", NOT_YOURS);
    return OURS;
  }

  /** Why a step failed, in a sentence for people. */
  public static String why(Throwable thrown) {
    var waits = find(thrown, NotYet.class);
    return waits != null ? waits.getMessage() : of(thrown).sentence();
  }

  /** Whether words that are not ours name our tables, classes and places in the code. */
  public static boolean speaksOfTheInside(String words) {
    return INSIDE.matcher(words).find();
  }

  private static boolean isOurs(AccessDeniedException denied) {
    return denied.getMessage() != null && !speaksOfTheInside(denied.getMessage());
  }

  ProblemDetail detail() {
    return Problem.detail(status, field, sentence);
  }

  /** Whether nobody has to look for a cause: a mistake of a caller, or two at once. */
  public boolean ordinary() {
    return status.value() < 500;
  }

  /**
   * The second of two who change the same: refused by the engine's revisions, by a key of the
   * database, by a lock that was not given, or because the first one ended all of it.
   */
  private static boolean isOvertaken(Throwable thrown) {
    return find(thrown, OptimisticLockingException.class) != null
        || find(thrown, TransientDataAccessException.class) != null
        || find(thrown, DuplicateKeyException.class) != null
        || find(thrown, Failure::isOver) != null
        || find(thrown, Failure::isTaken) != null;
  }

  /** A process that ended between being found and being used: the engine has no type for it. */
  private static boolean isOver(Throwable cause) {
    return cause instanceof ProcessEngineException
        && OVER.matcher(String.valueOf(cause.getMessage())).find();
  }

  /**
   * Unique and foreign keys, serialization failures and deadlocks, locks not given in time: the
   * words of H2 and of PostgreSQL.
   */
  private static boolean isTaken(Throwable cause) {
    return cause instanceof SQLException refused
        && String.valueOf(refused.getSQLState()).matches("2350[356]|40.*|55P03|HYT00");
  }

  /** Longer than its column, larger than its number, or a character that no database keeps. */
  private static boolean doesNotFit(Throwable cause) {
    return cause instanceof SQLException refused
        && String.valueOf(refused.getSQLState()).matches("22001|22003|22021");
  }

  public static <T extends Throwable> T find(Throwable thrown, Class<T> type) {
    return type.cast(find(thrown, type::isInstance));
  }

  private static Throwable find(Throwable thrown, Predicate<Throwable> wanted) {
    for (var cause = thrown;
        cause != null;
        cause = cause.getCause() == cause ? null : cause.getCause())
      if (wanted.test(cause)) return cause;
    return null;
  }
}
