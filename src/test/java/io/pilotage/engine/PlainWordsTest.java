package io.pilotage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainWordsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Raised at 2026-11-26T03:37:51.602698Z. | Raised at 26 Nov 2026, 03:37 UTC.
      since 2026-01-02T03:04:00Z             | since 2 Jan 2026, 03:04 UTC
      no sample within PT168H, or PT1H       | no sample within 7 days, or 1 hour
      after PT90M or PT1M30S                 | after 90 minutes or 90 seconds
      a week is P7D                          | a week is 7 days
      2026-11-26, P1, PT, PT-42, API         | 2026-11-26, P1, PT, PT-42, API
      2026-99-26T03:37:51Z                   | 2026-99-26T03:37:51Z
      """)
  void saysTimesAsPeopleDo(String written, String read) {
    assertThat(PlainWords.in(written)).isEqualTo(read);
  }
}
