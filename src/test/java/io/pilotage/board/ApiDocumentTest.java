package io.pilotage.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.WebTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The description of the API says in a sentence what each call is for")
class ApiDocumentTest extends WebTest {

  @Test
  void everyOperationHasASummary() {
    var document = as("pm").get("/v3/api-docs").json();

    assertThat(
            document.at("/paths/~1api~1models~1{model}~1rollback/post/summary").asText())
        .isNotBlank();
    assertThat(document.path("paths").size()).isGreaterThan(20);
    assertThat(withoutSummary(document)).isEmpty();
  }

  @Test
  void findsAnOperationWithoutOne() throws Exception {
    var document = JSON.readTree(
        "{\"paths\":{\"/api/said\":{\"get\":{\"summary\":\"Says it\"}},\"/api/unsaid\":{\"post\":{}}}}");

    assertThat(withoutSummary(document)).containsExactly("post /api/unsaid");
  }

  private static Set<String> withoutSummary(JsonNode document) {
    var silent = new TreeSet<String>();
    document.path("paths").fields().forEachRemaining(path -> {
      for (var method : List.of("get", "post", "put", "delete")) {
        var operation = path.getValue().path(method);
        if (!operation.isMissingNode() && operation.path("summary").asText().isBlank())
          silent.add(method + " " + path.getKey());
      }
    });
    return silent;
  }
}
