package io.pilotage.monitoring.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final Clockwork clockwork =
      new Clockwork(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofDays(400), Duration.ofMinutes(5));

  @Test
  @DisplayName("Features and groups are kept as they were sent, on every line")
  void slices() {
    var read = read("""
        {"id":"ä","model":"m","version":"v","at":"2026-11-20T12:00:00Z","prediction":1,"features":{"a": 1}}
        {"features" : {"größe" : "ü}", "b": 2.50 } ,\
         "groups":{},"id":"2","model":"m","version":"v","at":"2026-11-20T13:00:00+01:00","prediction":"x"}""");

    assertThat(read)
        .extracting(Prediction::features)
        .containsExactly("{\"a\": 1}", "{\"größe\" : \"ü}\", \"b\": 2.50 }");
    assertThat(read).extracting(Prediction::traits).containsOnlyNulls();
    assertThat(read)
        .extracting(Prediction::madeAtMicros)
        .containsExactly(Micros.of(NOW), Micros.of(NOW));
  }

  @Test
  @DisplayName("A number has one spelling, however it was sent")
  void spelling() {
    assertThat(read(line("1"), line("1.0"), line("1e0"), line("0.5"), line("\"1\"")))
        .extracting(line -> line.answer().label())
        .containsExactly("1", "1", "1", "0.5", "1");
  }

  @Test
  @DisplayName("An answer is the same by its value, and kept as it was sent")
  void answers() {
    assertThat(read(line("1"), line("\"1.0\""), line("\" 1 \""), line("\"+1e0\""), line("\"01.\"")))
        .allSatisfy(one -> {
          assertThat(one.answer().word()).isEqualTo("1");
          assertThat(one.answer().number()).isEqualTo(1.0);
        });
    assertThat(read(line("true"), line("\"True\""), line("\"\u00a0TRUE\\t\"")))
        .extracting(one -> one.answer().word())
        .containsOnly("true");
    assertThat(read(
            line("\" Fine\""),
            line("\"ÄHNLICH\""),
            line("\"12345678901234567890\""),
            line("\"1d\""),
            line("\"0x1p3\""),
            line("\"1_0\""),
            line("\"1,5\"")))
        .allSatisfy(one -> assertThat(one.answer().number()).isNull())
        .extracting(one -> one.answer().word())
        .containsExactly("fine", "ähnlich", "12345678901234567890", "1d", "0x1p3", "1_0", "1,5");
    assertThat(read(line("\" Fine\""), line("\"1.0\""), line("false")))
        .extracting(one -> one.answer().label())
        .containsExactly(" Fine", "1.0", "false");
    for (var none : List.of("\"NaN\"", "\" nan \"", "\"-Infinity\"", "\"inf\"", "[1]")) {
      assertThatThrownBy(() -> read(line(none))).as(none).isInstanceOf(BadLine.class);
    }
  }

  @Test
  @DisplayName(
      "A name that is there twice is refused, in the line and in its features, however many there are")
  void namesTwice() {
    var plain =
        "\"id\":\"1\",\"model\":\"m\",\"version\":\"v\",\"at\":\"2026-11-20T12:00:00Z\",\"prediction\":1";
    var forty = IntStream.range(0, 40)
        .mapToObj(i -> "\"f" + i + "\":" + i)
        .collect(Collectors.joining(","));

    assertThat(read("{" + plain + ",\"features\":{" + forty + "}}")).hasSize(1);
    for (var line : List.of(
        "{" + plain + ",\"id\":\"2\"}",
        "{" + plain + ",\"x\":1,\"x\":2}",
        "{" + plain + ",\"features\":{\"a\":1,\"a\":2}}",
        "{" + plain + ",\"features\":{" + forty + ",\"f3\":1}}",
        "{" + plain + ",\"features\":{" + forty + ",\"f39\":1}}")) {
      assertThatThrownBy(() -> read(line))
          .as(line)
          .isInstanceOf(BadLine.class)
          .hasMessage("This is there twice.");
    }
    assertThatThrownBy(() -> read("{" + plain + ",\"features\":{\"a\":1,\"a\":2}}"))
        .extracting("field")
        .isEqualTo("features.a");
  }

  @Test
  @DisplayName("Times are read as java.time reads them, the usual ones only faster")
  void times() {
    for (var text : List.of(
        "2026-11-20T11:59:59.123456789Z",
        "2026-11-20T12:00:00.5+00:00",
        "2026-11-20T13:00:00+01:00",
        "2026-11-20t11:00:00z",
        "2026-11-20T11:00:00-00:00",
        "2026-11-19T24:00:00Z")) {
      assertThat(clockwork.micros(text))
          .as(text)
          .isEqualTo(Micros.of(
              text.endsWith("Z")
                  ? Instant.parse(text)
                  : OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant()));
    }
    assertThat(clockwork.micros("2026-06-30T23:59:60Z"))
        .as("a second that is there once in some years")
        .isEqualTo(Micros.of(Instant.parse("2026-06-30T23:59:59Z")));
    for (var text : List.of(
        "",
        "now",
        "2026-11-20",
        "2026-11-20T12:00:00",
        "2026-02-30T12:00:00Z",
        "2026-11-20T25:00:00Z",
        "1763640000",
        " 2026-11-20T12:00:00Z")) {
      assertThatThrownBy(() -> clockwork.micros(text))
          .as(text)
          .isInstanceOf(BadLine.class)
          .hasMessageContaining("is no time");
    }
  }

  @Test
  @DisplayName("Only so many bytes are on their way at once; the next caller is asked to come back")
  void backPressure() throws Exception {
    var intake = new Intake(1024 * 1024, 1024 * 1024);
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    var first = new Thread(() -> admit(intake, inside, leave));
    first.start();
    inside.await();

    assertThatThrownBy(() -> intake.admit(new ByteArrayInputStream(new byte[9]), -1, body -> body))
        .isInstanceOf(Busy.class);
    leave.countDown();
    first.join();
    assertThat(
            intake.<Integer>admit(new ByteArrayInputStream(new byte[9]), -1, Intake.Body::length))
        .isEqualTo(9);
    assertThat(intake.<Integer>admit(new ByteArrayInputStream(new byte[9]), 9, Intake.Body::length))
        .isEqualTo(9);
  }

  @Test
  @DisplayName("A body is counted while it is read, whatever length was announced")
  void tooLarge() {
    var intake = new Intake(100_000, 1_000_000);

    assertThatThrownBy(
            () -> intake.admit(new ByteArrayInputStream(new byte[100_001]), -1, body -> body))
        .isInstanceOf(TooLarge.class);
    assertThatThrownBy(
            () -> intake.admit(new ByteArrayInputStream(new byte[1]), 100_001, body -> body))
        .isInstanceOf(TooLarge.class);
    assertThatThrownBy(
            () -> intake.admit(new ByteArrayInputStream(new byte[100_001]), 5, body -> body))
        .isInstanceOf(TooLarge.class);
  }

  private static void admit(Intake intake, CountDownLatch inside, CountDownLatch leave) {
    try {
      intake.admit(new ByteArrayInputStream(new byte[0]), 1024 * 1024, body -> {
        inside.countDown();
        await(leave);
        return body;
      });
    } catch (java.io.IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static String line(String prediction) {
    return "{\"id\":\"1\",\"model\":\"m\",\"version\":\"v\",\"at\":\"2026-11-20T12:00:00Z\",\"prediction\":"
        + prediction + "}";
  }

  private List<Prediction> read(String... lines) {
    var body = String.join("\n", lines).getBytes(UTF_8);
    var read = new ArrayList<Prediction>();
    Lines.walk(
        body,
        body.length,
        (number, start, end) -> read.add(PredictionLine.read(body, start, end, clockwork)));
    return read;
  }
}
