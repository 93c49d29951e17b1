package io.pilotage.charter;

import io.pilotage.engine.Facts;
import io.pilotage.initiative.Initiative;
import io.pilotage.initiative.Link;
import java.util.Locale;
import java.util.Optional;

/** The charter as lines a person reads next to a question. Parts nobody recorded are left out. */
final class CharterFacts {

  private CharterFacts() {}

  static Facts of(Initiative initiative, Optional<Link> follows, Charter charter) {
    var facts = Facts.about().line("Initiative", initiative.key() + ", " + initiative.title());
    follows.ifPresent(link -> facts.line(
        "Follows",
        link.parent() + " as " + link.kind().words()
            + (link.scope() == null ? "" : " (" + link.scope() + ")")
            + ". What is filled in was agreed there: check it, nothing of it is signed here"));
    follows
        .filter(link -> link.warning() != null)
        .ifPresent(link -> facts.line("Warning", link.warning()));
    if (initiative.sponsor() != null) facts.line("Sponsor", initiative.sponsor());
    if (charter.problem() != null) facts.line("Problem", charter.problem().statement());
    if (charter.baseline() != null) baseline(facts, charter.baseline());
    if (charter.committee() != null) committee(facts, charter.committee());
    if (charter.fallback() != null) {
      facts.line(
          "Fallback",
          charter.fallback().kind().words() + ", owned by " + charter.fallback().owner());
    }
    if (charter.data() != null) data(facts, charter.data());
    if (charter.constraints() != null) limits(facts, charter.constraints());
    if (charter.strategy() != null)
      facts.line("Priority served", charter.strategy().priority());
    if (charter.integration() != null) integration(facts, charter.integration());
    if (charter.briefing() != null)
      facts.line("Reviewers briefed", charter.briefing().heldOn());
    if (charter.risk() != null) facts.line("Risk tier", words(charter.risk().tier()));
    return facts;
  }

  private static void baseline(Facts facts, Baseline baseline) {
    facts.line(
        "Today",
        at(baseline.volume(), baseline.qualityPercent()) + ", which is "
            + errors(baseline.errorsPerDay()) + ", measured on " + baseline.measuredOn() + " ("
            + baseline.source() + ")");
    facts.line(
        "Target",
        at(baseline.targetVolume(), baseline.targetQualityPercent()) + ", which is "
            + errors(baseline.targetErrorsPerDay()));
    facts.line(
        "Difference",
        signed(baseline.targetVolume() - baseline.volume()) + " a day, "
            + signed(baseline.targetQualityPercent() - baseline.qualityPercent())
            + " points of quality, "
            + signed(baseline.targetErrorsPerDay() - baseline.errorsPerDay()) + " errors a day");
  }

  private static void committee(Facts facts, Committee committee) {
    var members = committee.members();
    facts.line("Accountable owner", members.business());
    facts.line(
        "Committee",
        "engineering " + members.engineering() + ", security " + members.security() + ", legal "
            + members.legal() + ", operations " + members.operations());
    facts.line("Decides what is deployed", committee.decider().words());
  }

  private static void data(Facts facts, DataOutlook data) {
    facts.line(
        "Data",
        "quality " + words(data.quality()) + ", volume " + words(data.volume()) + ", history "
            + words(data.history()));
  }

  private static void limits(Facts facts, Constraints limits) {
    facts.line(
        "Limits",
        (limits.latencyLimitMs() == null
                ? "no limit on latency"
                : "an answer within " + Numbers.plain(limits.latencyLimitMs()) + " ms")
            + ", "
            + (limits.costLimitPerMonth() == null
                ? "no limit on cost"
                : Numbers.plain(limits.costLimitPerMonth()) + " a month")
            + (limits.explanationsRequired() ? ", explanations required" : ""));
  }

  private static void integration(Facts facts, Integration integration) {
    facts.line(
        "Integration",
        integration.api() + " → " + integration.consumer() + ", owned by " + integration.owner());
  }

  private static String at(double volume, double quality) {
    return Numbers.plain(volume) + " a day at " + Numbers.plain(quality) + " %";
  }

  private static String errors(double number) {
    return Numbers.plain(number) + " errors a day";
  }

  private static String signed(double number) {
    return (number > 0 ? "+" : "") + Numbers.plain(number);
  }

  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
