package io.pilotage.board;

import io.pilotage.engine.PlainWords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How pages say times, shares and states. Named {@code words} in templates. */
@Component("words")
class Wording {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final Map<String, String> COLOURS = Map.ofEntries(
      Map.entry("healthy", "good"),
      Map.entry("pass", "good"),
      Map.entry("go", "good"),
      Map.entry("approved", "good"),
      Map.entry("live", "good"),
      Map.entry("completed", "good"),
      Map.entry("unhealthy", "bad"),
      Map.entry("fail", "bad"),
      Map.entry("stop", "bad"),
      Map.entry("stopped", "bad"),
      Map.entry("block", "bad"),
      Map.entry("error", "bad"),
      Map.entry("quarantined", "bad"),
      Map.entry("attention", "warn"),
      Map.entry("warn", "warn"),
      Map.entry("waiver", "warn"),
      Map.entry("rework", "warn"),
      Map.entry("stale", "warn"),
      Map.entry("unclear", "warn"),
      Map.entry("open", "info"));

  private static final Map<String, String> PHASES = Map.of(
      "define",
      "Define",
      "data",
      "Data",
      "poc",
      "POC",
      "productionize",
      "Productionize",
      "rollout",
      "Staged rollout",
      "operate",
      "Operate",
      "ended",
      "Ended");

  private final Clock clock;

  Wording(Clock clock) {
    this.clock = clock;
  }

  /** A point in time, UTC, to the second. */
  public String moment(Instant instant) {
    return instant == null ? "–" : MOMENT.format(instant) + " UTC";
  }

  public String day(Instant instant) {
    return instant == null ? "–" : DAY.format(instant);
  }

  /** How long ago: {@code 3 days}, {@code 40 s}. */
  public String since(Instant instant) {
    return instant == null ? "–" : lasting(Duration.between(instant, clock.instant()));
  }

  private static String lasting(Duration time) {
    var seconds = Math.max(0, time.toSeconds());
    if (seconds < 120) return seconds + " s";
    if (seconds < 7_200) return seconds / 60 + " min";
    if (seconds < 172_800) return seconds / 3_600 + " h";
    return seconds / 86_400 + " days";
  }

  /** The class of the badge for a state; plain for a state without a colour. */
  public String colour(String state) {
    return state == null ? "" : COLOURS.getOrDefault(state.toLowerCase(Locale.ROOT), "");
  }

  public String phase(String label) {
    return PHASES.getOrDefault(label, label);
  }

  /** A figure as people read it: no exponent, four digits that count. */
  public String number(Double figure) {
    if (figure == null || !Double.isFinite(figure)) return "–";
    if (figure != 0 && Math.abs(figure) < 0.0001) return String.format(Locale.ROOT, "%.2g", figure);
    var text = String.format(Locale.ROOT, "%." + decimals(Math.abs(figure)) + "f", figure);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  private static int decimals(double size) {
    if (size >= 1_000) return 0;
    return size >= 10 ? 1 : 4;
  }

  /** A sentence of a record, its times and lengths of time as people say them. */
  public String said(String sentence) {
    return sentence == null ? "" : PlainWords.in(sentence);
  }

  /** A share between 0 and 1 in whole percent. */
  public String percent(Double share) {
    return share == null || !Double.isFinite(share) ? "–" : Math.round(share * 100) + "\u00a0%";
  }

  /** A name of the code as a heading: {@code define-problem} becomes {@code Define problem}. */
  public String title(String name) {
    var plain = plain(name);
    return plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1);
  }

  /** A name of the code as words: {@code route-changed} becomes {@code route changed}. */
  public String plain(String name) {
    return name == null ? "–" : name.replace('-', ' ').replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
