package io.pilotage.traffic.haproxy;

/**
 * One line of a backend, as HAProxy shows it.
 *
 * @param serving false while it is down, drained or in maintenance: then it gets nothing, whatever
 *     its weight
 * @param backup gets something only when no other server does
 */
record Server(String name, int weight, boolean serving, boolean backup) {

  int effectiveWeight() {
    return serving ? weight : 0;
  }
}
