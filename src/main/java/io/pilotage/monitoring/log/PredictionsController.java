package io.pilotage.monitoring.log;

import io.pilotage.engine.Problem;
import io.pilotage.identity.For;
import io.pilotage.identity.ForServices;
import io.pilotage.identity.Groups;
import io.pilotage.identity.Scope;
import io.pilotage.monitoring.intake.Receipt;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.zip.ZipException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes predictions and outcomes as newline-delimited JSON, and in no type that a form of a web
 * page could send.
 */
@RestController
class PredictionsController {

  private static final String NDJSON = "application/x-ndjson";
  private static final String NDJSON_SHORT = "application/ndjson";
  private static final String JSON = "application/json";
  private static final String PARQUET = "application/vnd.apache.parquet";

  private final PredictionLog log;
  private final Clock clock;

  PredictionsController(PredictionLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  @Operation(
      summary = "Log predictions, one JSON object a line",
      description =
          "id, model, version, at (ISO-8601), prediction (number, text or boolean); score, features "
              + "{name: number or text},"
              + " groups {name: text}, latencyMs, error, cost, cached. Valid lines are kept, bad ones "
              + "come back by number.")
  @ForServices(Scope.PREDICTIONS)
  @PostMapping(
      path = "/api/predictions",
      consumes = {NDJSON, NDJSON_SHORT, JSON})
  Receipt predictions(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
    return answer(log.predictions(request.getInputStream(), request.getContentLengthLong()));
  }

  @Operation(
      summary = "Log what turned out to be true, one JSON object a line",
      description =
          "id (of the prediction), actual (number, text or boolean), at (ISO-8601); model, which has to be "
              + "named where two models have predictions of that id, and by a token for several models."
              + " Late is normal; a later one corrects an earlier one.")
  @ForServices(Scope.OUTCOMES)
  @PostMapping(
      path = "/api/outcomes",
      consumes = {NDJSON, NDJSON_SHORT, JSON})
  Receipt outcomes(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
    return answer(log.outcomes(request.getInputStream(), request.getContentLengthLong()));
  }

  @Operation(
      summary = "The predictions of a model as a Parquet file",
      description =
          "Those made from “from” (included) to “to” (excluded; now, unless it is given), both ISO-8601, "
              + "each once, with the last known actual:"
              + " id, model, version, at, prediction, score, features and groups (JSON texts), "
              + "latencyMs, error, cost, cached, actual, actualAt."
              + " For operations, data-science and program-managers.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = PARQUET, schema = @Schema(type = "string", format = "binary")))
  @For({Groups.OPERATIONS, Groups.DATA_SCIENCE, Groups.PROGRAM_MANAGERS})
  @GetMapping("/api/models/{model}/predictions.parquet")
  void parquet(
      @PathVariable String model,
      @RequestParam Instant from,
      @RequestParam(required = false) Instant to,
      @Parameter(hidden = true) HttpServletResponse response)
      throws IOException {
    try (var file = log.parquet(model, from, to == null ? clock.instant() : to)) {
      response.setContentType(PARQUET);
      response.setContentLengthLong(Files.size(file.path()));
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          ContentDisposition.attachment().filename(model + ".parquet").build().toString());
      Files.copy(file.path(), response.getOutputStream());
    }
  }

  private static Receipt answer(Receipt receipt) {
    if (receipt.accepted() > 0) return receipt;
    throw new Problem(
            HttpStatus.UNPROCESSABLE_ENTITY,
            receipt.rejected().isEmpty() ? "body" : receipt.rejected().get(0).field(),
            receipt.rejected().isEmpty()
                ? "The request holds no line. Send one JSON object a line."
                : "No line could be kept.")
        .with("accepted", 0)
        .with("rejected", receipt.rejected());
  }

  @ExceptionHandler
  ErrorResponse notUnpacked(ZipException broken) {
    return new Problem(
        HttpStatus.BAD_REQUEST,
        "body",
        "The body says it is packed with gzip, and cannot be unpacked. Nothing of it is kept.");
  }
}
