package io.pilotage.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How the columns of a file write numbers and times; those not named write them as programs do. */
record Notations(Map<String, Notation> columns, List<String> warnings) {

  /** One line for people. */
  String reading() {
    var read = new ArrayList<String>();
    tell(read, "German ", Notation::german);
    tell(read, "US ", Notation::american);
    tell(read, "day-first ", Notation.DAY_FIRST::equals);
    return read.isEmpty()
        ? "Read as plain numbers and dates."
        : "Read as " + String.join(", as ", read) + ".";
  }

  private void tell(List<String> read, String whose, Predicate<Notation> which) {
    var found = columns.entrySet().stream()
        .filter(column -> which.test(column.getValue()))
        .toList();
    var numbers = found.stream().anyMatch(column -> column.getValue().number());
    var dates = found.stream().anyMatch(column -> !column.getValue().number());
    var what = numbers ? "numbers" : "dates";
    if (numbers && dates) what = "numbers and dates";
    if (!found.isEmpty())
      read.add(whose + what + ": "
          + found.stream()
              .map(column -> "“" + column.getKey() + "”")
              .collect(Collectors.joining(", ")));
  }
}
