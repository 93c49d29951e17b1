package io.pilotage.identity.account;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps what was asked for last, and no more of it than fits: whoever sends new names all day fills
 * no memory. Not safe for threads by itself.
 */
@SuppressWarnings("serial")
final class Latest<V> extends LinkedHashMap<String, V> {

  private final int most;

  Latest(int most) {
    super(64, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > most;
  }
}
