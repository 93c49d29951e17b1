package io.pilotage.sync;

import java.time.Instant;
import java.util.List;

/**
 * Brings lines to the agenda of a weekly sync: what happened since the last one, and what waits for
 * a word.
 */
public interface AgendaSource {

  /** One sentence an item, the most urgent first; empty when there is nothing to say. */
  List<String> items(String initiative, Instant since);
}
