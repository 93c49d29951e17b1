package io.pilotage.identity.rest;

import io.pilotage.identity.Groups;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the engine may be asked over HTTP, by whom and with which members of the body, below
 * {@code /engine-rest} and {@code /camunda/api} alike. What is not on this page is refused, so that
 * an engine with more routes opens no more doors.
 */
final class EngineContract {

  private static final String ID = "[^/]+";

  /**
   * Who · method · path, {@code *} for one part of it · what is looked at before · members of the
   * body. With @: what the web pages alone have.
   */
  private static final String PAGE = """
      # Tasks: Tasklist and scripts of people. The engine itself shows each person what concerns them.
      everybody      GET     task(/count)?                                    read
      everybody      POST    task(/count)?                                    ask
      everybody      GET     task/report/candidate-group-count                read
      everybody      GET     task/*(/(form|deployed-form|form-variables|identity-links))? read
      everybody      GET     task/*/(variables|localVariables|comment|attachment)(/*)? read
      everybody      POST    task/*/comment/create                            plain    message
      everybody      POST    task/*/claim                                     claim    userId
      everybody      POST    task/*/unclaim                                   free
      everybody      POST    task/*/(complete|submit-form)                    answer   variables
      everybody      GET     filter(/count|/*|/*/(list|count))?               read
      everybody      POST    filter/*/(list|count)                            ask
      everybody      OPTIONS filter(/*)?                                      read
      administrators POST    filter/create\
                                         plain    resourceType name owner query properties
      administrators PUT     filter/*\
                                         plain    id resourceType name owner query properties itemCount
      administrators DELETE  filter/*                                         plain
      # Processes: starting what has a form for it, and reading.
      everybody      GET     process-definition(/count|/statistics)?          read
      everybody      GET     process-definition/(key/)?*(/(xml|diagram|startForm|deployed-start-form|form-variables))?\
                                                                              read
      everybody      GET     process-definition/(key/)?*/(statistics|static-called-process-definitions) read
      everybody      POST    process-definition/(key/)?*/(start|submit-form)  start    businessKey variables
      everybody      GET     process-instance(/count|/*|/*/(activity-instances|variables|comment)|/*/variables/*)? read
      everybody      POST    process-instance(/count)?                        ask
      everybody      GET     (variable-instance|history/(task|process-instance|\
      activity-instance|variable-instance))(/count|/*)?                       read
      everybody      POST    (variable-instance|history/(task|process-instance|\
      activity-instance|variable-instance))(/count)?                          ask
      everybody      GET     history/user-operation(/count)?                  read
      # People: names for cards and pages. Own passwords are one's own; everything else is an administrator's.
      everybody      GET     (user|group)(/count)?                            read
      everybody      POST    group(/count)?                                   ask
      everybody      GET     (user/*/profile|group/*|identity/groups|identity/password-policy|\
      authorization/check|version)                                            read
      everybody      OPTIONS (user|group|authorization)(/*)?                  read
      everybody      POST    identity/password-policy                         plain    password profile
      everybody      PUT     user/*/credentials\
                                         password password authenticatedUserPassword
      administrators POST    user/create                                      plain    profile credentials
      administrators PUT     user/*/profile                                   plain    id firstName lastName email
      administrators POST    user/*/unlock                                    plain
      administrators POST    group/create                                     plain    id name type
      administrators PUT     group/*                                          plain    id groupId name type
      administrators PUT     group/*/members/*                                plain    id userId groupId
      administrators DELETE  (user/*|group/*|group/*/members/*)               plain    id userId groupId
      administrators GET     authorization(/count|/*)?                        read
      administrators POST    authorization/create\
                                         plain    type permissions userId groupId resourceType resourceId
      administrators PUT     authorization/*\
                                         plain    id type permissions userId groupId resourceType resourceId
      administrators DELETE  authorization/*                                  plain
      administrators GET     (metrics|metrics/*/sum|tenant|tenant/count|telemetry/data|schema/log) read
      administrators OPTIONS (tenant)(/*)?                                    read
      # Workers: what happens elsewhere.
      workers        POST    external-task/fetchAndLock\
                                         fetch    workerId maxTasks usePriority asyncResponseTimeout topics
      workers        POST    external-task/*/complete                         work     workerId variables
      workers        POST    external-task/*/failure\
                                         work     workerId errorMessage errorDetails retries retryTimeout
      workers        POST    external-task/*/bpmnError                        work     workerId errorCode errorMessage
      workers        POST    external-task/*/extendLock                       work     workerId newDuration
      workers        POST    external-task/*/unlock                           work
      workers        GET     external-task(/count|/*|/*/errorDetails)?        read
      # Cockpit: overseers read.
      overseers      GET     (job|job-definition|execution|incident|external-task|event-subscription|batch)(/count|/*)?\
                                                                              read
      overseers      GET     (deployment|decision-definition|decision-requirements-definition|\
      case-definition)(/count|/*)?                                            read
      overseers      POST    (job|job-definition|execution|external-task)(/count)? ask
      overseers      GET     (job/*/stacktrace|external-task/*/errorDetails|execution/*/localVariables(/*)?) read
      overseers      GET     (batch/statistics(/count)?|deployment/*/resources(/*(/data)?)?) read
      overseers      GET     (decision-definition|decision-requirements-definition)/(key/)?*/(xml|diagram) read
      overseers      GET     history/(detail|incident|job-log|external-task-log|\
      decision-instance|identity-link-log|batch)(/count|/*)?                  read
      overseers      POST    history/(detail|job-log|external-task-log)(/count)? ask
      overseers      GET     history/(job-log/*/stacktrace|external-task-log/*/error-details|\
      process-definition/*/statistics)                                        read
      overseers      GET     history/((process-instance|task)/report|\
      process-definition/cleanable-process-instance-report(/count)?)          read
      overseers      GET     history/cleanup/configuration                    read
      overseers      GET     telemetry/configuration                          read
      overseers      GET     @cockpit/plugin/*/default/(process-definition|process-instance|incident)(/*)* read
      overseers      POST    @cockpit/plugin/*/default/(process-definition|process-instance|incident)(/*)* ask
      overseers      GET     @cockpit/plugin/*/static(/*)+                    read
      # The pages of the engine.
      everybody      GET     @(engine|admin/auth/user/default)                read
      everybody      POST    @admin/auth/user/default/logout                  plain
      everybody      GET     @(tasklist|welcome)/plugin/*/static(/*)+         read
      administrators GET     @admin/plugin/(*/static(/*)+|*/default/metrics/*) read
      # What an administrator changes in what runs: with a reason, in the ledger, and never past a gate.
      administrators PUT     process-instance/*/suspended                     act      suspended
      administrators DELETE  process-instance/*                               erase
      administrators POST    process-instance/*/modification                  rerun    instructions annotation
      administrators PUT     process-instance/*/variables/*                   correct  value type
      administrators PUT     job/*/retries                                    act      retries
      administrators PUT     job/*/duedate                                    act      duedate
      administrators PUT     job/*/suspended                                  act      suspended
      administrators POST    job/*/execute                                    try
      administrators PUT     external-task/*/retries                          act      retries
      """;

  private static final Map<String, Set<String>> GROUPS = Map.of(
      "everybody", Set.of(),
      "administrators", Set.of(Groups.ADMINISTRATORS),
      "overseers", Set.of(Groups.PROGRAM_MANAGERS, Groups.OPERATIONS, Groups.ADMINISTRATORS),
      "workers", Set.of(Groups.DATA_SCIENCE));

  static final List<Line> LINES = PAGE.lines()
      .filter(line -> !line.startsWith("#"))
      .map(EngineContract::line)
      .toList();

  private EngineContract() {}

  /** The lines for this call; none when nobody may make it. */
  static List<Line> about(String method, String path) {
    var asked = "HEAD".equals(method) ? "GET" : method;
    return LINES.stream()
        .filter(line -> line.method().equals(asked) && line.path().matcher(path).matches())
        .toList();
  }

  /** The line under which somebody of these groups may make the call. */
  static Optional<Line> of(String method, String path, List<String> groups) {
    return about(method, path).stream().filter(line -> line.isFor(groups)).findFirst();
  }

  private static Line line(String text) {
    var words = text.split("\\s+");
    if (!GROUPS.containsKey(words[0]))
      throw new IllegalStateException("Nobody is called “" + words[0] + "”.");
    var path = words[2].replaceAll("(?<!\\))\\*", ID);
    var members = Set.copyOf(Arrays.asList(words).subList(4, words.length));
    return new Line(
        GROUPS.get(words[0]),
        words[1],
        Pattern.compile(path),
        Look.valueOf(words[3].toUpperCase(Locale.ROOT)),
        members);
  }

  /** What the door looks at before it lets a call pass. */
  enum Look {
    /** Nothing: it changes nothing. */
    READ,
    /** A question in a body: it changes nothing either. */
    ASK,
    /** The names of its members alone. */
    PLAIN,
    PASSWORD,
    CLAIM,
    FREE,
    ANSWER,
    START,
    FETCH,
    WORK,
    /** Changes of an administrator: a reason, and what kind of change it is. */
    ACT,
    ERASE,
    RERUN,
    CORRECT,
    TRY;

    boolean changes() {
      return this != READ && this != ASK;
    }

    boolean needsReason() {
      return compareTo(ACT) >= 0;
    }
  }

  /** @param groups who may, everybody when empty */
  record Line(Set<String> groups, String method, Pattern path, Look look, Set<String> members) {

    boolean isFor(List<String> mine) {
      return groups.isEmpty() || mine.stream().anyMatch(groups::contains);
    }

    String forWhom() {
      return groups.stream().sorted().map(Groups::label).collect(Collectors.joining(", "));
    }
  }
}
