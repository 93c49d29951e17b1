package io.pilotage.rollout;

import io.pilotage.monitoring.GroupTally;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.PairTally;
import io.pilotage.monitoring.Tally;
import io.pilotage.monitoring.Vocabulary;
import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Block;
import io.pilotage.verdict.Course.Counted;
import io.pilotage.verdict.Course.Groups;
import io.pilotage.verdict.DesignEffect;
import io.pilotage.verdict.GroupBlock;
import io.pilotage.verdict.HealthPolicy;
import io.pilotage.verdict.Look;
import io.pilotage.verdict.PairBlock;
import io.pilotage.verdict.Signal;
import io.pilotage.verdict.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Counts right and wrong, block by block, for all looks and signals with one question. Both
 * versions are counted from before the stage too, to learn how much their outcomes hang together; a
 * block is a twenty-fourth of a day of the plan.
 */
@Component
class Counts {

  private static final int DAYS_BEFORE = 14;
  private static final List<Signal> COUNTED =
      List.of(Signal.ACCURACY, Signal.ERROR_RATE, Signal.LATENCY_P95);

  private final Monitoring monitoring;
  private final RolloutProperties properties;

  Counts(Monitoring monitoring, RolloutProperties properties) {
    this.monitoring = monitoring;
    this.properties = properties;
  }

  private record Version(String model, String version) {}

  /** What was counted for each of these looks; nothing for a signal that could not be counted. */
  Map<Look, Map<Signal, Counted>> of(Collection<Look> looks) {
    var counted = new IdentityHashMap<Look, Map<Signal, Counted>>();
    looks.forEach(look -> counted.put(look, new EnumMap<>(Signal.class)));
    var pairs = pairs(looks);
    var all = tallies(looks);
    for (var signal : COUNTED) {
      var tallies = all.getOrDefault(signal, List.of()).stream()
          .collect(Collectors.groupingBy(tally -> new Version(tally.model(), tally.version())));
      looks.forEach(look -> {
        var own = tallies.getOrDefault(new Version(look.model(), look.version()), List.of());
        var stable = tallies.getOrDefault(new Version(look.model(), stable(look)), List.of());
        if (!own.isEmpty())
          counted
              .get(look)
              .put(
                  signal,
                  counted(
                      look,
                      own,
                      stable,
                      signal == Signal.ACCURACY
                          ? pairs.getOrDefault(new Version(look.model(), look.version()), List.of())
                          : List.of()));
      });
    }
    return counted;
  }

  /** What groups of people were answered, for all looks with one question. */
  Map<Look, Groups> groups(Collection<Look> looks) {
    var windows = looks.stream()
        .filter(look -> look.limits().containsKey(Signal.FAIRNESS))
        .map(look -> new Window(look.model(), look.version(), look.from(), look.now()))
        .distinct()
        .toList();
    var tallies = windows.isEmpty()
        ? Map.<Version, List<GroupTally>>of()
        : monitoring.groups(windows, block()).stream()
            .collect(Collectors.groupingBy(tally -> new Version(tally.model(), tally.version())));
    var groups = new IdentityHashMap<Look, Groups>();
    looks.forEach(look -> groups.put(
        look,
        new Groups(
            tallies.getOrDefault(new Version(look.model(), look.version()), List.of()).stream()
                .map(Counts::block)
                .toList(),
            properties.fairnessGap())));
    return groups;
  }

  private static GroupBlock block(GroupTally tally) {
    return new GroupBlock(
        tally.attribute(),
        tally.group(),
        tally.block(),
        tally.favourable(),
        tally.unfavourable(),
        tally.known().falsePositive(),
        tally.known().trueNegative(),
        tally.known().falseNegative(),
        tally.known().truePositive());
  }

  /**
   * The words of answers and outcomes of each version in these looks that was never right; hardly
   * ever there is one.
   */
  Map<Look, List<Words>> vocabularies(Collection<Look> looks) {
    var asked = new IdentityHashMap<Look, List<Window>>();
    looks.forEach(look -> asked.put(
        look,
        Stream.of(look.seen().get(Signal.ACCURACY), look.baseline().get(Signal.ACCURACY))
            .filter(reading -> reading != null && reading.n() > 0 && reading.value() == 0)
            .map(reading -> new Window(look.model(), reading.version(), look.from(), look.now()))
            .distinct()
            .toList()));
    var windows = asked.values().stream().flatMap(List::stream).distinct().toList();
    var found = windows.isEmpty() ? List.<Vocabulary>of() : monitoring.vocabularies(windows);
    var words = new IdentityHashMap<Look, List<Words>>();
    asked.forEach((look, own) -> words.put(
        look,
        found.stream()
            .filter(one -> one.model().equals(look.model()))
            .map(one -> new Words(one.version(), one.words(), one.apart()))
            .toList()));
    return words;
  }

  private Map<Signal, List<Tally>> tallies(Collection<Look> looks) {
    var asked = new EnumMap<Signal, Map<Window, Double>>(Signal.class);
    COUNTED.forEach(signal -> looks.forEach(look -> {
      var bound = HealthPolicy.bound(look, signal);
      if (bound == null) return;
      var windows = asked.computeIfAbsent(signal, first -> new HashMap<>());
      var from = stable(look) == null ? look.from() : look.from().minus(before());
      windows.put(new Window(look.model(), look.version(), from, look.now()), bound);
      if (stable(look) != null)
        windows.put(
            new Window(look.model(), stable(look), look.from().minus(before()), look.now()), bound);
    }));
    return asked.isEmpty() ? Map.of() : monitoring.count(asked, block());
  }

  /** The version that serves at the same time; null without. */
  private static String stable(Look look) {
    if (!look.course().atTheSameTime()) return null;
    return look.baseline().values().stream()
        .map(reading -> reading.version())
        .filter(version -> !version.equals(look.version()))
        .findFirst()
        .orElse(null);
  }

  /** What both versions answered, for all looks at a shadow with one question. */
  private Map<Version, List<PairTally>> pairs(Collection<Look> looks) {
    var windows = new HashMap<Window, Window>();
    looks.stream()
        .filter(look -> look.course().shadow() && stable(look) != null)
        .forEach(look -> windows.put(
            new Window(look.model(), look.version(), look.from(), look.now()),
            new Window(look.model(), stable(look), look.from(), look.now())));
    if (windows.isEmpty()) return Map.of();
    return monitoring.pairs(windows, block()).stream()
        .collect(Collectors.groupingBy(pair -> new Version(pair.model(), pair.version())));
  }

  private Counted counted(Look look, List<Tally> own, List<Tally> stable, List<PairTally> pairs) {
    var blocks = new TreeMap<Instant, Block>();
    var ownNow = stable(look) == null
        ? own
        : own.stream().filter(tally -> !tally.block().isBefore(look.from())).toList();
    ownNow.forEach(tally -> blocks.merge(
        tally.block(), new Block(tally.block(), tally.right(), tally.wrong(), 0, 0), Block::with));
    stable.stream()
        .filter(tally -> !tally.block().isBefore(look.from()))
        .forEach(tally -> blocks.merge(
            tally.block(),
            new Block(tally.block(), 0, 0, tally.right(), tally.wrong()),
            Block::with));
    var stableDays = days(look, stable);
    var ownDays = days(look, own);
    double ownADay = aDay(days(look, ownNow).values());
    double stableADay = aDay(stableDays.values());
    var effect = DesignEffect.of(List.copyOf(stableDays.values()));
    var both = ownDays.entrySet().stream()
        .filter(day -> stableDays.containsKey(day.getKey()))
        .map(day -> new DesignEffect.Both(day.getValue(), stableDays.get(day.getKey())))
        .toList();
    return new Counted(
        List.copyOf(blocks.values()),
        effect.at(ownADay, stableADay),
        effect,
        DesignEffect.ofDifference(both, ownADay, stableADay),
        pairs.stream()
            .map(pair -> new PairBlock(pair.block(), pair.worse(), pair.equal(), pair.better()))
            .toList());
  }

  private SortedMap<Integer, DesignEffect.Day> days(Look look, List<Tally> tallies) {
    var days = new TreeMap<Integer, DesignEffect.Day>();
    tallies.forEach(tally -> days.merge(
        look.course().dayOf(look.from().minus(before()), tally.block()),
        new DesignEffect.Day(tally.right(), tally.wrong()),
        (one, other) ->
            new DesignEffect.Day(one.right() + other.right(), one.wrong() + other.wrong())));
    return days;
  }

  private static double aDay(Collection<DesignEffect.Day> days) {
    return days.stream().mapToDouble(DesignEffect.Day::n).average().orElse(1);
  }

  private Duration before() {
    return properties.day().multipliedBy(DAYS_BEFORE);
  }

  private Duration block() {
    return Duration.ofMillis(Math.max(1, properties.day().toMillis() / 24));
  }
}
