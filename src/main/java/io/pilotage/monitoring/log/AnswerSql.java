package io.pilotage.monitoring.log;

import io.pilotage.monitoring.intake.Answer;

/**
 * An {@link Answer} by its value, as SQL over a row of predictions or outcomes. What came in lately
 * has its number and its word beside it; what was stored before there were any is read here, so
 * that an old log is compared by value as well.
 */
final class AnswerSql {

  private AnswerSql() {}

  /**
   * The number, null for what is none. NaN is larger than any number here, and so is what never
   * ends.
   */
  static String number(String row) {
    return "coalesce(" + row + ".number, case when " + row + ".word is null and abs(" + read(row)
        + ") < " + Answer.LARGEST_IN_A_TEXT + " then " + read(row) + " end)";
  }

  /** The word, in which two spellings of one answer are the same. */
  static String word(String row) {
    var number = number(row);
    return "coalesce(" + row + ".word, case when " + number + " is null then lower(" + stripped(row)
        + ") when abs(" + number + ") < " + Answer.LARGEST_IN_A_TEXT + " and " + number
        + " = trunc(" + number + ") then cast(cast(" + number + " as bigint) as varchar) else cast("
        + number + " as varchar) end)";
  }

  private static String read(String row) {
    return "try_cast(" + stripped(row) + " as double)";
  }

  private static String stripped(String row) {
    return "trim(" + row + ".label, ' \t\n\r\u00a0')";
  }
}
