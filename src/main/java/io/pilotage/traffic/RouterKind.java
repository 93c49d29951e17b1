package io.pilotage.traffic;

/** Who carries routes out. Callers are answered by OFREP in any case. */
enum RouterKind {
  OFREP,
  HAPROXY,
  GATEWAY,
  KSERVE
}
