package io.pilotage.initiative;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what the first phase agrees on, part by part. A part given again replaces the earlier one, which stays readable. */
@Service
public class Charters {

  private final CharterTable table;
  private final Initiatives initiatives;
  private final ObjectMapper json;
  private final Clock clock;

  Charters(CharterTable table, Initiatives initiatives, ObjectMapper json, Clock clock) {
    this.table = table;
    this.initiatives = initiatives;
    this.json = json;
    this.clock = clock;
  }

  /** The charter as far as it was recorded; nothing when no part was. */
  public Optional<Charter> of(String initiative) {
    var parts = table.newest(initiative);
    if (parts.isEmpty()) return Optional.empty();
    return Optional.of(new Charter(initiative, part(parts, Problem.class), part(parts, Baseline.class), part(parts, Fallback.class),
        part(parts, DataOutlook.class), part(parts, Constraints.class), part(parts, Strategy.class), part(parts, Committee.class),
        part(parts, Integration.class), part(parts, Briefing.class), part(parts, RiskProfile.class)));
  }

  private <T> T part(Map<String, String> parts, Class<T> type) {
    var content = parts.get(type.getSimpleName());
    if (content == null) return null;
    try {
      return json.readValue(content, type);
    } catch (JsonProcessingException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Transactional
  void record(String initiative, Object part, String by) {
    initiatives.get(initiative);
    try {
      table.add(initiative, part.getClass().getSimpleName(), json.writeValueAsString(part), by, clock.instant());
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
