package io.pilotage.engine.refusal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers what cannot be done with RFC 9457 problem details that name the field and say it in a
 * sentence; never with a stack trace. A browser that wants a page gets the error page instead.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalAdvice.class);

  @ExceptionHandler(Exception.class)
  ResponseEntity<ProblemDetail> answer(
      Exception thrown, HttpServletRequest request, HttpServletResponse response) throws Exception {
    if (gone(thrown)) return null;
    if (thrown instanceof AuthenticationException
        || thrown instanceof AccessDeniedException
            && (wantsPage(request) || request.getUserPrincipal() == null)) throw thrown;
    var problem = problemOf(thrown);
    if (problem.getStatus() >= 500)
      LOG.error("{} {} failed.", request.getMethod(), request.getRequestURI(), thrown);
    if (wantsPage(request)) return page(problem, response);
    return ResponseEntity.status(problem.getStatus())
        .headers(headersOf(thrown))
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** The error page takes over, without the web server telling its log a second time. */
  private static ResponseEntity<ProblemDetail> page(
      ProblemDetail problem, HttpServletResponse response) throws IOException {
    response.sendError(problem.getStatus());
    return null;
  }

  private static ProblemDetail problemOf(Exception thrown) {
    var failure = Failure.of(thrown);
    if (failure.ordinary()) return problem(failure.status(), failure.field(), failure.sentence());
    if (thrown instanceof AccessDeniedException denied)
      return problem(HttpStatus.FORBIDDEN, "user", denied.getMessage());
    if (Failure.find(thrown, MaxUploadSizeExceededException.class) != null) {
      return problem(
          HttpStatus.PAYLOAD_TOO_LARGE, "body", "The body is too large. Send it in smaller parts.");
    }
    if (thrown instanceof MultipartException)
      return problem(
          HttpStatus.BAD_REQUEST,
          "file",
          "The upload cannot be taken apart. Give the file a plain name and send it again.");
    if (thrown instanceof HttpMessageNotReadableException unreadable) return unreadable(unreadable);
    if (thrown instanceof ErrorResponse known)
      return problem(known.getStatusCode(), fieldOf(thrown), sentenceOf(thrown, known));
    if (thrown instanceof MethodArgumentTypeMismatchException wrong) {
      return problem(
          HttpStatus.BAD_REQUEST,
          wrong.getName(),
          "“" + wrong.getValue() + "” does not fit here"
              + (wrong.getRequiredType() == null
                  ? "."
                  : ": " + words(wrong.getRequiredType()) + " is expected."));
    }
    if (thrown instanceof ConstraintViolationException violated) {
      var first = violated.getConstraintViolations().iterator().next();
      return problem(
          HttpStatus.BAD_REQUEST,
          first.getPropertyPath().toString(),
          "This " + first.getMessage() + ".");
    }
    return problem(failure.status(), failure.field(), failure.sentence());
  }

  private static ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
    var mapping = Failure.find(unreadable, JsonMappingException.class);
    if (mapping != null && !mapping.getPath().isEmpty()) {
      var field = mapping.getPath().stream()
          .map(part ->
              part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
          .collect(Collectors.joining("."));
      return problem(
          HttpStatus.BAD_REQUEST,
          field,
          "The value of “" + field + "” is not of the kind that is expected here.");
    }
    var broken = Failure.find(unreadable, JsonProcessingException.class);
    var place = broken == null || broken.getLocation() == null
        ? ""
        : " (line " + broken.getLocation().getLineNr() + ", column "
            + broken.getLocation().getColumnNr() + ")";
    return problem(
        HttpStatus.BAD_REQUEST,
        "body",
        "The body is missing or is not the JSON that is expected here" + place + ".");
  }

  private static String fieldOf(Exception thrown) {
    if (thrown instanceof MissingServletRequestParameterException missing)
      return missing.getParameterName();
    if (thrown instanceof MissingServletRequestPartException missing)
      return missing.getRequestPartName();
    if (thrown instanceof MissingRequestHeaderException missing) return missing.getHeaderName();
    if (thrown instanceof MissingPathVariableException missing) return missing.getVariableName();
    if (thrown instanceof HttpMediaTypeNotSupportedException) return "Content-Type";
    if (thrown instanceof HttpMediaTypeNotAcceptableException) return "Accept";
    if (thrown instanceof HttpRequestMethodNotSupportedException) return "method";
    if (thrown instanceof NoResourceFoundException) return "path";
    if (thrown instanceof MethodArgumentNotValidException invalid
        && invalid.getFieldError() != null) return invalid.getFieldError().getField();
    if (thrown instanceof HandlerMethodValidationException invalid
        && !invalid.getParameterValidationResults().isEmpty()) {
      return invalid.getParameterValidationResults().get(0).getMethodParameter().getParameterName();
    }
    return null;
  }

  private static String sentenceOf(Exception thrown, ErrorResponse known) {
    if (thrown instanceof MethodArgumentNotValidException invalid
        && invalid.getFieldError() != null) {
      return "“" + invalid.getFieldError().getField() + "” "
          + invalid.getFieldError().getDefaultMessage() + ".";
    }
    if (thrown instanceof HandlerMethodValidationException invalid
        && !invalid.getAllErrors().isEmpty()) {
      return "“" + fieldOf(thrown) + "” " + invalid.getAllErrors().get(0).getDefaultMessage() + ".";
    }
    if (thrown instanceof HttpMediaTypeNotSupportedException wrong) {
      return "The content type " + wrong.getContentType() + " is not understood here; send "
          + wrong.getSupportedMediaTypes() + ".";
    }
    return known.getBody().getDetail();
  }

  private static ProblemDetail problem(HttpStatusCode status, String field, String sentence) {
    var problem = sentence == null
        ? ProblemDetail.forStatus(status)
        : ProblemDetail.forStatusAndDetail(status, sentence);
    if (field != null) problem.setProperty("field", field);
    return problem;
  }

  private static HttpHeaders headersOf(Exception thrown) {
    return thrown instanceof ErrorResponse known ? known.getHeaders() : HttpHeaders.EMPTY;
  }

  private static String words(Class<?> type) {
    if (Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class)
      return "a number";
    if (type.isEnum()) return "one of " + java.util.Arrays.toString(type.getEnumConstants());
    return type == Instant.class ? "a time like 2026-11-21T08:00:00Z" : "a " + type.getSimpleName();
  }

  static boolean wantsPage(HttpServletRequest request) {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    var path = request.getRequestURI();
    return accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE)
        && !path.startsWith("/api")
        && !path.startsWith("/ofrep");
  }

  /** The caller has hung up: there is nobody left to answer. */
  private static boolean gone(Exception thrown) {
    return thrown instanceof AsyncRequestNotUsableException
        || thrown instanceof IOException && thrown instanceof ClientAbortException;
  }
}
