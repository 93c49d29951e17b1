package io.pilotage.identity.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.engine.Problem;
import io.pilotage.identity.People;
import io.pilotage.identity.rest.EngineContract.Line;
import io.pilotage.identity.rest.EngineContract.Look;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before the engine's own interface, behind the login: what {@link EngineContract} does not
 * name is refused with a sentence, what changes something is looked at first. The product's own
 * calls do not come this way.
 */
@Component
@Order(200)
class EngineDoor extends OncePerRequestFilter {

  /** What somebody new needs to log in, to see who is there, and to change the own password. */
  private static final Pattern OF_ANYBODY =
      Pattern.compile("@.*|(user|group|identity|authorization|version)(/.*)?");

  /** The address says it all; a page may say it once more in a body that the engine never reads. */
  private static final Pattern SAID_BY_ITS_ADDRESS =
      Pattern.compile("DELETE .*|PUT group/[^/]+/members/[^/]+");

  private final People people;
  private final EngineAnswers answers;
  private final EngineActs acts;

  EngineDoor(People people, EngineAnswers answers, EngineActs acts) {
    this.people = people;
    this.answers = answers;
    this.acts = acts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!EnginePath.isOf(request)) {
      chain.doFilter(request, response);
      return;
    }
    try {
      pass(request, response, chain);
    } catch (AccessDeniedException denied) {
      Problem.write(response, 403, "path", denied.getMessage());
    } catch (Problem problem) {
      problem.write(response);
    }
  }

  private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var path = EnginePath.of(request)
        .orElseThrow(() -> new AccessDeniedException(PlainAddresses.SENTENCE));
    var person = SecurityContextHolder.getContext().getAuthentication().getName();
    var line = line(request.getMethod(), path, person);
    if (line.look() == Look.READ) {
      answers.refuseUnlessOpen(path);
      chain.doFilter(request, response);
      return;
    }
    if (line.look() == Look.ASK) {
      var question = EngineBody.of(request);
      question.refuseNothing();
      question.refuseForeignExpressions();
      chain.doFilter(question.again(request), response);
      return;
    }
    forbidUnless(
        request.getQueryString() == null,
        "This call takes no parameters in its address: leave out “?" + request.getQueryString()
            + "”.");
    var body = EngineBody.of(request);
    if (!line.members().isEmpty()
        && !SAID_BY_ITS_ADDRESS.matcher(request.getMethod() + " " + path).matches())
      body.refuseNothing();
    body.refuseForeignExpressions();
    forbidUnknownMembers(body.json(), line);
    var call = new EngineCall(request.getMethod(), path, person, body.json());
    if (line.look() == Look.FREE && answers.free(call)) {
      response.setStatus(204);
    } else if (line.look().needsReason()) {
      acts.carryOut(
          call,
          line.look(),
          request.getHeader(EngineActs.REASON),
          body.again(request),
          response,
          chain);
    } else {
      answers.check(call, line.look());
      chain.doFilter(body.again(request), response);
    }
  }

  private Line line(String method, String path, String person) {
    var about = EngineContract.about(method, path);
    forbidUnless(
        !about.isEmpty(),
        "“" + method + " /" + path
            + "” is closed: it is none of what the engine is asked here. What is open stands in docs/operating.md.");
    var mine = people.groupsOf(person);
    // Questions about “my groups” have no answer without one, and the engine fails over them.
    forbidUnless(
        !mine.isEmpty() || OF_ANYBODY.matcher(path).matches(),
        "You are in no group yet, and tasks and processes are for groups. Ask an administrator to put you into yours.");
    return about.stream()
        .filter(line -> line.isFor(mine))
        .findFirst()
        .orElseThrow(() -> new AccessDeniedException(
            "This is for " + about.get(0).forWhom() + ". Ask somebody of that group."));
  }

  private static void forbidUnknownMembers(JsonNode body, Line line) {
    body.fieldNames()
        .forEachRemaining(member -> forbidUnless(
            line.members().contains(member),
            "“" + member + "” is not taken here"
                + (line.members().isEmpty()
                    ? "; this call needs no body."
                    : ": send "
                        + String.join(", ", line.members().stream().sorted().toList()) + ".")));
  }

  static void forbidUnless(boolean allowed, String sentence) {
    if (!allowed) throw new AccessDeniedException(sentence);
  }
}
