package io.pilotage.monitoring.log;

import io.pilotage.monitoring.intake.Answer;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The queries over the prediction log, one for each question and all windows. A request sent twice
 * counts once: the first line of an id in a window. The last known actual of an id counts. Answers
 * are told by {@link AnswerSql}. {@code %1$s} and {@code %2$s} are the outer limits of all windows:
 * with them whole blocks of the file are left unread. {@code %4$s} says whether the log is of more
 * than one model: where it is not, nobody has to ask whose an outcome is. {@code %3$s} are the
 * words that are favourable where a model says nothing of its own.
 */
class SignalSql {

  private SignalSql() {}

  private static final String LINES =
      """
      with line as (
        select a.i, a.tolerance, a.threshold, a.favourable, a.limit_ms,
          epoch_us(a.t1) - epoch_us(a.t0) as span_us, p.*,
          """ + AnswerSql.number("p") + " as amount, " + AnswerSql.word("p") + " as said" + """

        from asked a join prediction p
          on p.model = a.model and p.version = a.version and p.made_at >= a.t0 and p.made_at < a.t1
        where p.made_at >= %1$s and p.made_at < %2$s)
      """;

  private static final String HITS = LINES + """
      , hit as (from line qualify row_number() over (partition by i, id order by seq) = 1)
      """;

  /**
   * Where two models have the id of an outcome that names none, it is about the one that had it
   * when it was told, and about neither when none had. Each prediction with what was true, where
   * that is known, and whether it was right: null where it failed or the truth is not known.
   */
  private static final String TOLD = LINES + """
      , early as (select id from outcome where model is null and %4$s and id in (select id from line)),
      rival as (
        select id, arg_min(model, seq) as first_model, min(seq) as first_seq from prediction
        where id in (select id from early) group by id having min(model) <> max(model)),
      truth as (
        select o.* exclude (model), coalesce(r.first_model, o.model) as model
        from outcome o left join rival r on o.model is null and r.id = o.id
        where r.id is null or r.first_seq < o.seq),
      told as (
        select p.*, o.known_at, """ + AnswerSql.word("o") + " as true_word, "
      + AnswerSql.number("o") + " as true_number," + """

          case
            when p.failed or o.id is null then null
            when p.amount is not null and true_number is not null and p.threshold is not null
              then (p.amount >= p.threshold) = (true_number >= p.threshold)
            when p.amount is not null and true_number is not null then abs(p.amount - true_number) <= p.tolerance
            else p.said = true_word end as good
        from line p left join truth o on o.id = p.id and (o.model is null or o.model = p.model)
        qualify row_number() over (partition by p.i, p.id order by p.seq, o.known_at desc, o.seq desc) = 1)
      """;

  /** What can be counted as right or wrong, one by one. */
  static final List<Signal> COUNTED =
      List.of(Signal.ACCURACY, Signal.ERROR_RATE, Signal.LATENCY_P95);

  /** As {@code %3$s}. */
  static String words(Collection<String> favourable) {
    return favourable.stream()
        .map(word -> "'" + Answer.word(word).replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "[", "]::varchar[]"));
  }

  /**
   * A row for each name in a JSON object. Names may hold what a JSON path gives a meaning to; a
   * pointer takes every name.
   */
  private static String each(String json, String name, String value) {
    var names = "unnest(json_keys(" + json + "))";
    return names + " as " + name + ", json_extract_string(" + json + ", '/' || replace(replace("
        + names + ", '~', '~0'), '/', '~1')) as " + value + " ";
  }

  /** Answers i, and of each of these signals, in their order, value, n, newest; in one pass. */
  static String values(List<Signal> signals) {
    return from(
            signals,
            "select i, " + signals.stream().map(SignalSql::value).collect(Collectors.joining(", ")))
        + " group by i";
  }

  /** Outcomes are looked at only for a signal that needs them. */
  private static String from(List<Signal> signals, String select) {
    return signals.contains(Signal.ACCURACY)
        ? TOLD + select + " from told"
        : HITS + select + " from hit";
  }

  private static String value(Signal signal) {
    return switch (signal) {
      case ACCURACY -> of("avg(good::int)", "good", "known_at");
      case ERROR_RATE -> of("avg(failed::int)", "failed");
      case LATENCY_P95 -> of("quantile_cont(latency_ms, 0.95)", "latency_ms");
      case COST -> of("avg(cost)", "cost");
      case CACHE_HITS -> of("avg(cached::int)", "cached");
      case THROUGHPUT -> of("count(*) * 60e6 / any_value(span_us)", "id");
      default ->
        throw new IllegalArgumentException(signal + " is not one number of single predictions");
    };
  }

  private static String of(String value, String told) {
    return of(value, told, "made_at");
  }

  private static String of(String value, String told, String time) {
    return value + ", count(" + told + "), epoch_us(max(" + time + ") filter (" + told
        + " is not null))";
  }

  /**
   * Answers i, start of the block, and of each of these signals, in their order, right, wrong; in
   * one pass.
   */
  static String tallies(List<Signal> signals, Duration block) {
    return from(
            signals,
            "select i, " + blockOf("made_at", block) + ", "
                + signals.stream()
                    .map(SignalSql::good)
                    .map(good ->
                        "count(*) filter (" + good + "), count(*) filter (not (" + good + "))")
                    .collect(Collectors.joining(", ")))
        + " group by all order by all";
  }

  private static String good(Signal signal) {
    return switch (signal) {
      case ACCURACY -> "good";
      case ERROR_RATE -> "not failed";
      case LATENCY_P95 -> "latency_ms <= limit_ms";
      default -> throw new IllegalArgumentException(signal + " is not counted in right and wrong");
    };
  }

  private static String blockOf(String time, Duration block) {
    var micros = block.toNanos() / 1_000;
    return "epoch_us(" + time + ") // " + micros + " * " + micros;
  }

  /**
   * Whether an answer is good for the person it is about. A number says yes or no only from 0 to 1,
   * or where the model has a threshold.
   */
  private static String favourable(String amount, String said) {
    return "case when favourable is not null then " + said + " = favourable when " + amount
        + " between 0 and 1 or " + amount + " is not null and threshold is not null then " + amount
        + " >= coalesce(threshold, 0.5) else list_contains(%3$s, " + said + ") end";
  }

  /** Answers i, attribute, group, n, favourable ones, newest. */
  static final String GROUPS = HITS + """
      , member as (
        select i, made_at,
          """ + favourable("amount", "said") + " as good, "
      + each("traits", "attribute", "grp") + """
        from hit where traits is not null and not failed)
      select i, attribute, grp, count(*), count(*) filter (good), epoch_us(max(made_at))
      from member group by all order by all""";

  /**
   * Every even window beside the odd one after it. Answers i, start of the block, and where the one
   * alone was wrong, both alike, the other alone.
   */
  static String pairs(Duration block) {
    return TOLD + "select c.i, " + blockOf("c.made_at", block)
        + ", count(*) filter (not c.good and s.good),"
        + " count(*) filter (c.good = s.good), count(*) filter (c.good and not s.good) from told c join "
        + "told s on s.i = c.i + 1 and s.id = c.id"
        + " where c.i %% 2 = 0 and c.good is not null and s.good is not null group by all order by all";
  }

  /** How many ids two windows share. */
  static final String SHARED = LINES
      + "select count(distinct one.id) from line one join line other on other.id = one.id and other.i = "
      + "1 where one.i = 0";

  /**
   * Answers i, the most frequent answers, how many there are, the same of outcomes, and how many
   * words there are in all.
   */
  static final String VOCABULARIES = TOLD + """
      , word as (
        select i, case when threshold is null or amount is null then said
            else cast(amount >= threshold as varchar) end as w, true as answered, count(*) as n
        from told where good is not null group by all
        union all
        select i, case when threshold is null or true_number is null then true_word
            else cast(true_number >= threshold as varchar) end, false, count(*)
        from told where good is not null group by all)
      select i, list(w order by n desc, w) filter (answered)[1:3], count(*) filter (answered),
        list(w order by n desc, w) filter (not answered)[1:3], count(*) filter (not answered), count(distinct w)
      from word group by i""";

  private static final String GROUP_TALLIES = TOLD + """
      , member as (
        select i, made_at,
          """ + favourable("amount", "said")
      + " as yes, case when known_at is not null then " + favourable("true_number", "true_word")
      + " end as deserved, " + each("traits", "attribute", "grp") + """
        from told where traits is not null and not failed)
      """;

  /**
   * Answers i, attribute, group, start of the block, favourable, unfavourable, false and true
   * positives and negatives where known.
   */
  static String groups(Duration block) {
    return GROUP_TALLIES + "select i, attribute, grp, " + blockOf("made_at", block)
        + ", count(*) filter (yes), count(*) filter (not yes),"
        + " count(*) filter (yes and not deserved), count(*) filter (not yes and not deserved), count(*) "
        + "filter (not yes and deserved),"
        + " count(*) filter (yes and deserved) from member where yes is not null group by all order by all";
  }

  /**
   * Answers i, n, repeated, cost, avoidable cost, oldest, newest. Whoever is first asked a thing
   * has to compute it; only the others could be spared.
   */
  static final String REPEATS = HITS + """
      , question as (
        select i, features, count(*) as n, sum(cost) as cost,
          sum(cost) filter (not coalesce(cached, false)) as computed_cost,
          count(*) filter (not coalesce(cached, false)) as computed, min(made_at) as oldest, max(made_at) as newest
        from hit where features is not null and not failed group by i, features)
      select i, sum(n), sum(n - 1), coalesce(sum(cost), 0),
        coalesce(sum(computed_cost * (computed - 1) / nullif(computed, 0)), 0),
        epoch_us(min(oldest)), epoch_us(max(newest))
      from question group by i""";

  /**
   * Answers i, feature, bin, reference count, count, newest; rows without a feature hold the
   * totals, and the time.
   */
  static String bins(Signal signal) {
    return DRIFT_ROWS + (signal == Signal.INPUT_DRIFT ? FEATURES : ANSWERS) + CUT + BINNED;
  }

  /**
   * Answers feature, cut points: the deciles of the reference, of each numeric feature or of the
   * answer.
   */
  static String cuts(Signal signal) {
    return DRIFT_ROWS + (signal == Signal.INPUT_DRIFT ? FEATURES : ANSWERS) + CUT
        + "select k, cuts from cut";
  }

  private static final String DRIFT_ROWS = """
      with line as (
        select a.i, false as ref, p.*, """ + AnswerSql.number("p") + " as amount, "
      + AnswerSql.word("p") + " as said from asked a" + """

          join prediction p
          on p.model = a.model and p.version = a.version and p.made_at >= a.t0 and p.made_at < a.t1
        where p.made_at >= %1$s and p.made_at < %2$s and not p.failed
        union all
        select a.i, true, p.*, """ + AnswerSql.number("p") + " as amount, "
      + AnswerSql.word("p") + " as said from asked a" + """

          join prediction p
          on p.model = a.model and p.version = a.ref_version and p.made_at >= a.r0 and p.made_at < a.r1
        where p.made_at >= %1$s and p.made_at < %2$s and not p.failed
          and not exists (select 1 from reference_count c where c.model = a.model and c.version = a.version)),
      one as (from line qualify row_number() over (partition by i, ref, id order by seq) = 1),
      """;

  private static final String FEATURES = """
      told as (from one where features is not null),
      pair as (select i, ref,\s""" + each("features", "k", "v") + """
         from told),
      value as (select i, ref, k, try_cast(v as double) as x, v from pair),
      fixed_count as (from reference_count where feature <> '' or (feature is null and bin = 'features')),
      """;

  private static final String ANSWERS = """
      told as (from one),
      value as (select i, ref, '' as k, coalesce(score, amount) as x, said as v from told),
      fixed_count as (
        select c.model, c.version, c.feature, c.n,
          case when starts_with(c.bin, '=') then '=' || """ + AnswerSql.word("c") + " else c.bin end as bin" + """

        from (select *, substr(bin, 2) as label, null::double as number, null::varchar as word from reference_count
          where feature = '' or (feature is null and bin = 'answers')) c),
      """;

  private static final String CUT = """
      cut as (
        select a.i, c.feature as k, c.cuts from asked a join reference_cuts c
          on c.model = a.model and c.version = a.version
        union all
        select i, k, quantile_cont(x, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
        from value where ref and x is not null group by i, k)
      """;

  private static final String BINNED = """
      , binned as (
        select value.i, value.ref, value.k,
          case when cut.cuts is not null and value.x is not null
            then cast(len(list_filter(cut.cuts, lambda c: c < value.x)) as varchar) else '=' || value.v end as bin
        from value left join cut on cut.i = value.i and cut.k = value.k)
      select i, k, bin, count(*) filter (ref), count(*) filter (not ref), null from binned group by all
      union all
      select a.i, c.feature, c.bin, c.n, 0, null from asked a join fixed_count c
        on c.model = a.model and c.version = a.version
      union all
      select i, null, null, count(*) filter (ref), count(*) filter (not ref), epoch_us(max(made_at) filter (not ref))
      from told group by i""";
}
