package io.pilotage.gate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of the criteria since people were shown them. Evidence of the phase counts as changed
 * when its effect or its fact did; a rule whose figures move by themselves counts only when it
 * begins to block or blocks no longer, so that time alone asks nobody twice.
 */
record Changes(List<String> sentences) {

  private static final int LONGEST_FACT = 200;

  static Changes between(List<Criterion> shown, List<Criterion> now, Set<String> moving) {
    var before = shown.stream()
        .collect(Collectors.toMap(Criterion::name, criterion -> criterion, (one, other) -> one));
    var after = now.stream().map(Criterion::name).collect(Collectors.toSet());
    var changed = now.stream()
        .filter(found -> matters(before.get(found.name()), found, moving.contains(found.name())))
        .map(found -> sentence(before.get(found.name()), found));
    var gone = shown.stream()
        .filter(criterion -> !after.contains(criterion.name()))
        .map(criterion -> "“" + criterion.name() + "” is asked no longer.");
    return new Changes(Stream.concat(changed, gone).toList());
  }

  boolean none() {
    return sentences.isEmpty();
  }

  @Override
  public String toString() {
    return String.join(" ", sentences);
  }

  private static boolean matters(Criterion shown, Criterion found, boolean moves) {
    if (shown == null) return found.effect().fires();
    if (moves) return (shown.effect() == Effect.BLOCK) != (found.effect() == Effect.BLOCK);
    return shown.effect() != found.effect() || !shown.fact().equals(found.fact());
  }

  private static String sentence(Criterion shown, Criterion found) {
    return "“" + found.name() + "” was " + (shown == null ? "not asked" : told(shown))
        + ", now it is " + told(found) + ".";
  }

  private static String told(Criterion criterion) {
    var fact = criterion.fact().length() <= LONGEST_FACT
        ? criterion.fact()
        : criterion.fact().substring(0, LONGEST_FACT) + "…";
    return criterion.effect() + " (" + fact.replaceAll("\\.+$", "") + ")";
  }
}
