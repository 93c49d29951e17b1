package io.pilotage.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * The names people gave the columns, each once, and what is odd about them: a name that comes again
 * gets a number.
 */
record ColumnNames(List<String> names, List<String> warnings) {

  static ColumnNames of(List<String> written) {
    var names = new ArrayList<String>();
    var warnings = new ArrayList<String>();
    var taken = new HashSet<>(written);
    var lower = new HashMap<String, String>();
    for (var name : written) {
      var own = name;
      for (int number = 2;
          names.contains(own) || !own.equals(name) && taken.contains(own);
          number++) own = name + "_" + number;
      if (!own.equals(name))
        warnings.add("The column name “" + name + "” comes more than once; one of them is called “"
            + own + "” here. Give every column its own name.");
      var similar = lower.putIfAbsent(own.toLowerCase(Locale.ROOT), own);
      if (similar != null)
        warnings.add("The columns “" + similar + "” and “" + own
            + "” differ only in capital letters. Check that you name the right one.");
      names.add(own);
    }
    return new ColumnNames(names, warnings);
  }
}
