package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the body of an answer, whatever order its client hands it over in")
class PatientBodyTest {

  private final PatientBody body =
      new PatientBody("data.example.com", Duration.ofSeconds(5), Duration.ofSeconds(5));
  private final Client client = new Client();

  @Test
  @DisplayName("an answer refused by its status may be closed before its body is announced")
  void isNotWantedAnyMore() {
    body.close();
    body.onSubscribe(client);

    assertThat(client.cancelled).isTrue();
    assertThat(client.requested).isZero();
  }

  @Test
  @DisplayName("an empty part is no end")
  void readsOverNothing() throws IOException {
    body.onSubscribe(client);
    body.onNext(List.of());
    body.onNext(List.of(ByteBuffer.wrap("a,b".getBytes(StandardCharsets.UTF_8))));
    body.onComplete();

    assertThat(body.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("a,b");
    assertThat(client.requested).isEqualTo(3);
  }

  private static final class Client implements Flow.Subscription {

    private int requested;
    private boolean cancelled;

    @Override
    public void request(long parts) {
      requested += (int) parts;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
