package io.pilotage.monitoring;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The queries over the prediction log, one for each question and all windows. A request sent twice counts once: the first line of an id
 * in a window. The last known actual of an id counts. {@code %1$s} and {@code %2$s} are the outer limits of all windows: with them whole
 * blocks of the file are left unread.
 */
class SignalSql {

  private SignalSql() {}

  private static final String HITS = """
      with hit as (
        select a.i, a.tolerance, a.threshold, a.favourable, a.limit_ms, epoch_us(a.t1) - epoch_us(a.t0) as span_us, p.*
        from asked a join prediction p on p.model = a.model and p.version = a.version and p.made_at >= a.t0 and p.made_at < a.t1
        where p.made_at >= %1$s and p.made_at < %2$s
        qualify row_number() over (partition by a.i, p.id order by p.seq) = 1)
      """;

  private static final String JUDGED = HITS + """
      , truth as (
        select * from outcome where id in (select id from hit)
        qualify row_number() over (partition by id order by known_at desc, seq desc) = 1),
      judged as (
        select h.i, h.id, h.made_at, o.known_at,
          case
            when h.number is not null and o.number is not null and h.threshold is not null then (h.number >= h.threshold) = (o.number >= h.threshold)
            when h.number is not null and o.number is not null then abs(h.number - o.number) <= h.tolerance
            else h.label = o.label end as good
        from hit h join truth o on o.id = h.id
        where not h.failed)
      """;

  /** Answers i, value, n, newest. */
  static final String ACCURACY = JUDGED + "select i, avg(good::int), count(*), epoch_us(max(known_at)) from judged group by i";

  /** Answers i, and of each of these signals, in their order, value, n, newest; all from the predictions alone, so in one pass over them. */
  static String values(List<Signal> signals) {
    return HITS + "select i, " + signals.stream().map(SignalSql::value).collect(Collectors.joining(", ")) + " from hit group by i";
  }

  private static String value(Signal signal) {
    return switch (signal) {
      case ERROR_RATE -> of("avg(failed::int)", "failed");
      case LATENCY_P95 -> of("quantile_cont(latency_ms, 0.95)", "latency_ms");
      case COST -> of("avg(cost)", "cost");
      case CACHE_HITS -> of("avg(cached::int)", "cached");
      case THROUGHPUT -> of("count(*) * 60e6 / any_value(span_us)", "id");
      default -> throw new IllegalArgumentException(signal + " is not told by the predictions alone");
    };
  }

  private static String of(String value, String told) {
    return value + ", count(" + told + "), epoch_us(max(made_at) filter (" + told + " is not null))";
  }

  /** Answers i, start of the block, right, wrong. */
  static String tally(Signal signal, Duration block) {
    return switch (signal) {
      case ACCURACY -> JUDGED + tally("judged", "good", block);
      case ERROR_RATE -> HITS + tally("hit", "not failed", block);
      case LATENCY_P95 -> HITS + tally("(from hit where latency_ms is not null) slow", "latency_ms <= limit_ms", block);
      default -> throw new IllegalArgumentException(signal + " is not counted in right and wrong");
    };
  }

  private static String tally(String rows, String good, Duration block) {
    var micros = block.toNanos() / 1_000;
    return "select i, epoch_us(made_at) // " + micros + " * " + micros + ", count(*) filter (" + good + "), count(*) filter (not (" + good + ")) from "
        + rows + " group by all order by all";
  }

  /** Answers i, attribute, group, n, favourable ones, newest. */
  static final String GROUPS = HITS + """
      , member as (
        select i, made_at, unnest(json_keys(traits)) as attribute, json_extract_string(traits, pointer(unnest(json_keys(traits)))) as grp,
          case
            when favourable is not null then label = favourable
            when number is not null then number >= coalesce(threshold, 0.5)
            else lower(label) in (select word from favourable_word) end as good
        from hit where traits is not null and not failed)
      select i, attribute, grp, count(*), count(*) filter (good), epoch_us(max(made_at)) from member group by all order by all""";

  /** Every even window beside the odd one after it. Answers i, start of the block, and where the one alone was wrong, both alike, the other alone. */
  static String pairs(Duration block) {
    var micros = block.toNanos() / 1_000;
    return JUDGED + "select c.i, epoch_us(c.made_at) // " + micros + " * " + micros + ", count(*) filter (not c.good and s.good),"
        + " count(*) filter (c.good = s.good), count(*) filter (c.good and not s.good)"
        + " from judged c join judged s on s.i = c.i + 1 and s.id = c.id where c.i %% 2 = 0 group by all order by all";
  }

  private static final String GROUP_TALLIES = HITS + """
      , truth as (
        select * from outcome where id in (select id from hit)
        qualify row_number() over (partition by id order by known_at desc, seq desc) = 1),
      member as (
        select h.i, h.made_at, unnest(json_keys(h.traits)) as attribute,
          json_extract_string(h.traits, pointer(unnest(json_keys(h.traits)))) as grp,
          case
            when h.favourable is not null then h.label = h.favourable
            when h.number is not null then h.number >= coalesce(h.threshold, 0.5)
            else lower(h.label) in (select word from favourable_word) end as good,
          case
            when o.id is null then null
            when h.favourable is not null then o.label = h.favourable
            when o.number is not null then o.number >= coalesce(h.threshold, 0.5)
            else lower(o.label) in (select word from favourable_word) end as deserved
        from hit h left join truth o on o.id = h.id where h.traits is not null and not h.failed)
      """;

  /** Answers i, attribute, group, start of the block, favourable, unfavourable, false and true positives and negatives where known. */
  static String groups(Duration block) {
    var micros = block.toNanos() / 1_000;
    return GROUP_TALLIES + "select i, attribute, grp, epoch_us(made_at) // " + micros + " * " + micros + ", count(*) filter (good), count(*) filter (not good),"
        + " count(*) filter (good and not deserved), count(*) filter (not good and not deserved), count(*) filter (not good and deserved),"
        + " count(*) filter (good and deserved) from member where good is not null group by all order by all";
  }

  /** Answers i, n, repeated, cost, avoidable cost, oldest, newest. Whoever is first asked a thing has to compute it; only the others could be spared. */
  static final String REPEATS = HITS + """
      , question as (
        select i, features, count(*) as n, sum(cost) as cost, sum(cost) filter (not coalesce(cached, false)) as computed_cost,
          count(*) filter (not coalesce(cached, false)) as computed, min(made_at) as oldest, max(made_at) as newest
        from hit where features is not null and not failed group by i, features)
      select i, sum(n), sum(n - 1), coalesce(sum(cost), 0), coalesce(sum(computed_cost * (computed - 1) / nullif(computed, 0)), 0),
        epoch_us(min(oldest)), epoch_us(max(newest))
      from question group by i""";

  /** Answers i, feature, bin, reference count, count, newest; rows without a feature hold the totals, and the time. */
  static String bins(Signal signal) {
    return DRIFT_ROWS + (signal == Signal.INPUT_DRIFT ? FEATURES : ANSWERS) + CUT + BINNED;
  }

  /** Answers feature, cut points: the deciles of the reference, of each numeric feature or of the answer. */
  static String cuts(Signal signal) {
    return DRIFT_ROWS + (signal == Signal.INPUT_DRIFT ? FEATURES : ANSWERS) + CUT + "select k, cuts from cut";
  }

  private static final String DRIFT_ROWS = """
      with line as (
        select a.i, false as ref, p.* from asked a join prediction p
          on p.model = a.model and p.version = a.version and p.made_at >= a.t0 and p.made_at < a.t1
        where p.made_at >= %1$s and p.made_at < %2$s and not p.failed
        union all
        select a.i, true, p.* from asked a join prediction p
          on p.model = a.model and p.version = a.ref_version and p.made_at >= a.r0 and p.made_at < a.r1
        where p.made_at >= %1$s and p.made_at < %2$s and not p.failed
          and not exists (select 1 from reference_count c where c.model = a.model and c.version = a.version)),
      one as (from line qualify row_number() over (partition by i, ref, id order by seq) = 1),
      """;

  private static final String FEATURES = """
      told as (from one where features is not null),
      pair as (select i, ref, unnest(json_keys(features)) as k, json_extract_string(features, pointer(unnest(json_keys(features)))) as v from told),
      value as (select i, ref, k, try_cast(v as double) as x, v from pair),
      fixed_count as (from reference_count where feature <> '' or (feature is null and bin = 'features')),
      """;

  private static final String ANSWERS = """
      told as (from one),
      value as (select i, ref, '' as k, coalesce(score, number) as x, label as v from told),
      fixed_count as (from reference_count where feature = '' or (feature is null and bin = 'answers')),
      """;

  private static final String CUT = """
      cut as (
        select a.i, c.feature as k, c.cuts from asked a join reference_cuts c on c.model = a.model and c.version = a.version
        union all
        select i, k, quantile_cont(x, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) from value where ref and x is not null group by i, k)
      """;

  private static final String BINNED = """
      , binned as (
        select value.i, value.ref, value.k,
          case when cut.cuts is not null and value.x is not null
            then cast(len(list_filter(cut.cuts, lambda c: c < value.x)) as varchar) else '=' || value.v end as bin
        from value left join cut on cut.i = value.i and cut.k = value.k)
      select i, k, bin, count(*) filter (ref), count(*) filter (not ref), null from binned group by all
      union all
      select a.i, c.feature, c.bin, c.n, 0, null from asked a join fixed_count c on c.model = a.model and c.version = a.version
      union all
      select i, null, null, count(*) filter (ref), count(*) filter (not ref), epoch_us(max(made_at) filter (not ref)) from told group by i""";
}
