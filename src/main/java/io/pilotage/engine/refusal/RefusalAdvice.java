package io.pilotage.engine.refusal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.pilotage.engine.Problem;
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
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers what cannot be done with RFC 9457 problem details that name the field and say it in a
 * sentence; never with a stack trace. A browser that wants a page gets the error page instead.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalAdvice extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalAdvice.class);

  /** What Spring does not know, and what the caller did not see coming. */
  @ExceptionHandler(Exception.class)
  ResponseEntity<Object> anything(Exception thrown, ServletWebRequest request) throws Exception {
    if (thrown instanceof AuthenticationException
        || thrown instanceof AccessDeniedException
            && (wantsPage(request.getRequest()) || request.getUserPrincipal() == null))
      throw thrown;
    // The caller has hung up: there is nobody left to answer.
    if (thrown instanceof ClientAbortException) return null;
    return handleExceptionInternal(
        thrown, null, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
  }

  /** Every answer comes this way, whether Spring or the product refused. */
  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception thrown,
      Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var http = (ServletWebRequest) request;
    var ours = Failure.find(thrown, Problem.class);
    var problem = ours == null ? problemOf(thrown) : ours.getBody();
    if (ours == null && problem.getStatus() >= 500)
      LOG.error("{} {} failed.", http.getHttpMethod(), http.getRequest().getRequestURI(), thrown);
    if (wantsPage(http.getRequest())) return page(problem, http.getResponse());
    var told = new HttpHeaders();
    told.addAll(ours == null ? headers : ours.getHeaders());
    told.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return createResponseEntity(
        problem, told, HttpStatusCode.valueOf(problem.getStatus()), request);
  }

  /** The error page takes over, without the web server telling its log a second time. */
  private static ResponseEntity<Object> page(ProblemDetail problem, HttpServletResponse response) {
    try {
      response.sendError(problem.getStatus());
    } catch (IOException gone) {
      // The caller has hung up: there is nobody left to answer.
    }
    return null;
  }

  private static ProblemDetail problemOf(Exception thrown) {
    var failure = Failure.of(thrown);
    if (failure.ordinary()) return failure.detail();
    if (Failure.find(thrown, MaxUploadSizeExceededException.class) != null) {
      return Problem.detail(
          HttpStatus.PAYLOAD_TOO_LARGE, "body", "The body is too large. Send it in smaller parts.");
    }
    if (thrown instanceof MultipartException)
      return Problem.detail(
          HttpStatus.BAD_REQUEST,
          "file",
          "The upload cannot be taken apart. Give the file a plain name and send it again.");
    if (thrown instanceof HttpMessageNotReadableException unreadable) return unreadable(unreadable);
    if (thrown instanceof ErrorResponse known)
      return Problem.detail(known.getStatusCode(), fieldOf(thrown), sentenceOf(thrown, known));
    if (thrown instanceof MethodArgumentTypeMismatchException wrong) {
      return Problem.detail(
          HttpStatus.BAD_REQUEST,
          wrong.getName(),
          "“" + wrong.getValue() + "” does not fit here"
              + (wrong.getRequiredType() == null
                  ? "."
                  : ": " + words(wrong.getRequiredType()) + " is expected."));
    }
    if (thrown instanceof ConstraintViolationException violated) {
      var first = violated.getConstraintViolations().iterator().next();
      return Problem.detail(
          HttpStatus.BAD_REQUEST,
          first.getPropertyPath().toString(),
          "This " + first.getMessage() + ".");
    }
    return failure.detail();
  }

  private static ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
    var mapping = Failure.find(unreadable, JsonMappingException.class);
    if (mapping != null && !mapping.getPath().isEmpty()) {
      var field = mapping.getPath().stream()
          .map(part ->
              part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
          .collect(Collectors.joining("."));
      return Problem.detail(
          HttpStatus.BAD_REQUEST,
          field,
          "The value of “" + field + "” is not of the kind that is expected here.");
    }
    var broken = Failure.find(unreadable, JsonProcessingException.class);
    var place = broken == null || broken.getLocation() == null
        ? ""
        : " (line " + broken.getLocation().getLineNr() + ", column "
            + broken.getLocation().getColumnNr() + ")";
    return Problem.detail(
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
}
